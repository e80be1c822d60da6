"""Who may open what: one row per address. A new address without a row fails the guard (`test_access.py`).

Kinds: PUBLIC everybody · OWN whoever is signed in, for oneself · CASE the people of one case, for all others it does
not exist · LEADERS deputy and head of the school · OBJECT a row of
a school: outsiders get 404.
"""

from enum import StrEnum


class Kind(StrEnum):
    PUBLIC = "public"
    OWN = "own"
    CASE = "case"
    LEADERS = "leaders"
    DEPARTMENT = "department"
    OBJECT = "object"


PUBLIC = [
    "healthz",
    "verify",
    "verify_code",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "demo_signin",
    "set_language",
    "set_theme",
    "join_start",
    "join",
    "setup",
]

OWN = [
    "meeting_list",
    "home",
    "mentorship_list",
    "mentorship_export",
    "my_settings",
    "set_school",
    "account_change_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "log",
]

CASE = [
    "candidates",
    "loan_new",
    "order_new",
    "announce",
    "case",
    "case_papers",
    "final_open",
    "report",
    "report_voice",
    "report_submit",
    "report_agenda",
    "report_return",
    "hearing",
    "extract_issue",
    "change",
    "terminate",
    "cancel_case",
    "suspend",
    "resume",
    "pairing_end",
    "handover",
    "activities",
    "outcome_set",
    "feedback_list",
    "feedback_new",
    "interim",
    "level",
    "diagnostics",
    "sheet_sign",
    "diagnostics_end",
    "sheet_sign_end",
    "self_rating",
    "self_rating_end",
    "mentor_rating",
    "mentor_rating_end",
    "requests",
    "adaptation",
    "adaptation_new",
    "adaptation_edit",
    "adaptation_done",
    "adaptation_delete",
    "plan",
    "plan_new",
    "plan_edit",
    "plan_submit",
    "plan_agree",
    "plan_approve",
    "plan_send_back",
    "activity_new",
    "activity_edit",
    "activity_delete",
]

DEPARTMENT = ["overview"]

LEADERS = [
    "loan_list",
    "meeting_new",
    "mentorship_proposals",
    "roster_upload",
    "teacher_list",
    "teacher_export",
    "teacher_new",
    "accounts",
    "account_invite",
    "posts",
    "post_give",
]

OBJECT = [
    "loan",
    "loan_decline",
    "meeting",
    "agenda_item_new",
    "agenda_send",
    "meeting_present",
    "minutes_sign",
    "agenda_item_decide",
    "candidate",
    "candidate_accept",
    "candidate_decline",
    "candidate_withdraw",
    "candidate_refuse",
    "candidate_object",
    "candidate_agenda",
    "take_over",
    "log_edit",
    "log_confirm",
    "log_object",
    "feedback",
    "interim_comment",
    "proposal_off",
    "proposal_on",
    "roster_columns",
    "roster_preview",
    "roster_confirm",
    "roster_drop",
    "roster_result",
    "roster_failed",
    "teacher_page",
    "teacher_edit",
    "teacher_end",
    "teacher_category",
    "teacher_result",
    "teacher_ethics",
    "teacher_preparation",
    "paper",
    "paper_file",
    "invitation_revoke",
    "post_end",
]

TABLE: dict[str, Kind] = {
    name: kind
    for kind, names in (
        (Kind.PUBLIC, PUBLIC),
        (Kind.OWN, OWN),
        (Kind.CASE, CASE),
        (Kind.LEADERS, LEADERS),
        (Kind.DEPARTMENT, DEPARTMENT),
        (Kind.OBJECT, OBJECT),
    )
    for name in names
}
