"""Addresses of accounts. Of allauth's pages only those named here answer, under the names by which it finds them."""

from django.urls import path, re_path

from schools.people.views import demonstration, email, forgotten, invitations, join, own, posts, second_factor, signin

urlpatterns = [
    path("signin/", signin.sign_in, name="account_login"),
    path("signout/", signin.sign_out, name="account_logout"),
    path("signup/", signin.closed, name="account_signup"),
    path("signin/closed/", signin.inactive, name="account_inactive"),
    path("signin/again/", signin.again, name="account_reauthenticate"),
    path("signin/code/", second_factor.challenge, name="mfa_authenticate"),
    path("signin/code/again/", second_factor.challenge_again, name="mfa_reauthenticate"),
    path("signin/demonstration/", demonstration.demo_signin, name="demo_signin"),
    path("password/", signin.change_password, name="account_change_password"),
    path("password/forgotten/", forgotten.forgotten, name="account_reset_password"),
    path("password/forgotten/sent/", forgotten.sent, name="account_reset_password_done"),
    path("password/new/done/", forgotten.from_link_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        forgotten.from_link,
        name="account_reset_password_from_key",
    ),
    path("second-factor/", second_factor.overview, name="mfa_index"),
    path("second-factor/on/", second_factor.activate, name="mfa_activate_totp"),
    path("second-factor/off/", second_factor.deactivate, name="mfa_deactivate_totp"),
    path("second-factor/codes/", second_factor.codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", second_factor.new_codes, name="mfa_generate_recovery_codes"),
    path("email/<str:token>/", email.confirm, name="email_confirm"),
    path("settings/", own.my_settings, name="my_settings"),
    path("language/", own.set_language, name="set_language"),
    path("theme/", own.set_theme, name="set_theme"),
    path("school/", own.set_school, name="set_school"),
    path("join/", join.start, name="join_start"),
    path("join/<str:code>/", join.join, name="join"),
    path("accounts/", invitations.accounts, name="accounts"),
    path("accounts/invite/", invitations.invite, name="account_invite"),
    path("accounts/invitations/<row:pk>/revoke/", invitations.revoke, name="invitation_revoke"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.give, name="post_give"),
    path("posts/new/members/", posts.give_members, name="post_give_members"),
    path("posts/<row:pk>/end/", posts.end, name="post_end"),
]
