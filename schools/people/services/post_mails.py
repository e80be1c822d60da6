"""A mail when somebody is entered as head or deputy head: whoever leads the school learns of it, and the person does.

Without it one leader could make a second one in silence, and with that one open accounts (adr/0016). No name is written
out (domain, section 11): people are said by post and initials.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import clock, names
from common.actor import Actor
from schools.people.access import Role
from schools.people.models import Post, User
from schools.people.policies import LEADING_POSTS
from schools.people.services.mail_to import mail_to
from schools.people.words import ROLE_WORDS, post_words


def tell_leaders(post: Post, *, by: Actor, now: datetime, is_invited: bool = False) -> None:
    """To everybody who leads the school on this day but the one who entered it, and to the holder of the post.

    is_invited: the holder gets an invitation at the same time, and no second mail.
    """
    if post.school is None or post.kind not in LEADING_POSTS:
        return
    leading = Post.objects.on(clock.today(now)).filter(school=post.school, kind__in=LEADING_POSTS)
    ids = {post.user_id, *leading.values_list("user_id", flat=True)} - {
        by.user_id,
        post.user_id if is_invited else None,
    }
    for person in User.objects.filter(pk__in=ids, is_active=True).order_by("pk"):
        mail_to(
            person,
            key=f"leading-post:{post.pk}:{person.pk}:{post.user_id}",
            subject=_("Somebody was entered as a leader of your school"),
            template="schools/people/mails/leading_post.txt",
            context=lambda: {
                "school": post.school,
                "post": post_words(post),
                "who": names.initials(post.user.surname, post.user.given_name, post.user.patronymic),
                "starts_on": post.starts_on,
                "by": _entered_by(by),
                "link": settings.PUBLIC_URL + reverse("posts"),
            },
            now=now,
        )


def _entered_by(by: Actor) -> str:
    if by.user is None:
        return gettext("whoever runs this installation")
    post = str(ROLE_WORDS[Role(by.capacity)]) if by.capacity in list(Role) else ""
    initials = names.initials(by.user.surname, by.user.given_name, by.user.patronymic)
    return ", ".join(part for part in (post, initials) if part)
