"""Posts with dates: rights are the union of a person's posts, and a page says in which one acts."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from schools.organisation.models import Department, School

if TYPE_CHECKING:
    from schools.people.models.user import User


class PostQuerySet(models.QuerySet["Post"]):
    def on(self, day: date) -> "PostQuerySet":
        """Posts held on this date (both ends inclusive)."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def visible_to(self, user: "User") -> "PostQuerySet":
        from schools.people.access import LEADERS, access_of

        access = access_of(user)
        theirs = Q(user=user) | Q(school_id__in=access.schools_as(*LEADERS))
        return self.filter(theirs | Q(department__isnull=False) if access.is_operator else theirs)


class Post(models.Model):
    """A post at a school or a department. Acting (и.о.) is a post with dates and an order."""

    class Kind(models.TextChoices):
        HEAD = "head", _("head of the school")
        DEPUTY = "deputy", _("deputy head for academic work")
        CHAIR = "chair", _("chair of the pedagogical council")
        SECRETARY = "secretary", _("secretary of the pedagogical council")
        MEMBER = "member", _("member of the pedagogical council")
        PSYCHOLOGIST = "psychologist", _("educational psychologist")
        DEPARTMENT = "department", _("officer of the education department")

    user = models.ForeignKey("schools.User", models.PROTECT, related_name="posts")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="posts")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="posts")
    kind = models.CharField(_("post"), max_length=12, choices=Kind.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    is_acting = models.BooleanField(_("acting"), default=False)
    order_text = models.CharField(_("order number and date"), max_length=80, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="post_end_after_start"
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="department", department__isnull=False, school__isnull=True)
                    | (~Q(kind="department") & Q(school__isnull=False, department__isnull=True))
                ),
                name="post_place_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(is_acting=False) | (Q(ends_on__isnull=False) & ~Q(order_text="")),
                name="post_acting_has_end_and_order",
            ),
            models.UniqueConstraint(
                fields=["user", "school", "kind"], condition=Q(ends_on__isnull=True), name="post_open_once"
            ),
        ]
        indexes = [models.Index(fields=["school", "kind"], name="post_school_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"
