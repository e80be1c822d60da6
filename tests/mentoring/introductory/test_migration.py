"""Reasons in matters of one's own move from the plan and the extract's note to their steps, and back."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import MOMENT, case, head_of, mentor_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock"), pytest.mark.postgres]
BEFORE, AFTER = ("mentoring", "0008_paused_deadlines"), ("mentoring", "0009_own_matters_of_steps")


def to(state: tuple[str, str]):
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # inside one transaction, tables change only after their checks
    executor = MigrationExecutor(connection)
    executor.migrate([state])
    return executor.loader.project_state([state]).apps


def test_each_reason_finds_its_step_and_the_way_back():
    agreed, approved, closed = case("main"), case("main"), case("completed")
    own, other = mentor_of(approved).user, head_of(agreed.school)
    on = {"plan_agreed": date(2026, 11, 17), "plan_approved": date(2026, 11, 19)}
    for mentorship in (agreed, approved):
        mentorship.steps.create(kind="plan_agreed", happened_on=on["plan_agreed"], recorded_at=MOMENT)
    apps = to(BEFORE)
    plans = apps.get_model("mentoring", "PlanVersion").objects
    for mentorship, by, reason in ((agreed, other, "Жалғыз орынбасар."), (approved, own, "Жалғыз директор.")):
        plans.create(
            mentorship_id=mentorship.pk, number=1, state="approved", made_at=MOMENT, submitted_on=date(2026, 11, 13),
            agreed_on=on["plan_agreed"], agreed_by_id=mentor_of(mentorship).user.pk,
            approved_on=on["plan_approved"], approved_by_id=by.pk, no_other_official=reason,
        )  # fmt: skip
    extract = apps.get_model("mentoring", "Step").objects.filter(mentorship_id=closed.pk, kind="extract")
    extract.update(note="Другого должностного лица нет: Отпуск.")
    to(AFTER)
    assert [*agreed.steps.exclude(no_other_official="").values_list("kind", "no_other_official")] == [
        ("plan_agreed", "Жалғыз орынбасар.")
    ]
    assert [*approved.steps.exclude(no_other_official="").values_list("kind", "no_other_official")] == [
        ("plan_approved", "Жалғыз директор.")
    ]
    assert [*closed.steps.filter(kind="extract").values_list("note", "no_other_official")] == [("", "Отпуск.")]
    plans = to(BEFORE).get_model("mentoring", "PlanVersion").objects
    told = dict(plans.values_list("mentorship_id", "no_other_official"))
    assert told == {agreed.pk: "Жалғыз орынбасар.", approved.pk: "Жалғыз директор."}
    to(AFTER)
