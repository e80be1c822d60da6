"""Why one acted in a matter of one's own is kept by the step: agreeing and approving a plan have a reason each."""

from django.db import migrations, models

EXTRACT_BEGINS = ("No other official: ", "Басқа лауазымды адам жоқ: ", "Другого должностного лица нет: ")


def to_steps(apps, schema_editor):
    """The reason goes to the approval where the approver was novice or mentor, else to the agreement."""
    steps = apps.get_model("mentoring", "Step").objects
    for plan in apps.get_model("mentoring", "PlanVersion").objects.exclude(no_other_official=""):
        own = {plan.mentorship.novice.user_id, *plan.mentorship.pairings.values_list("mentor__user", flat=True)}
        approved = plan.approved_by_id is not None and plan.approved_by_id in own
        kind, on = ("plan_approved", plan.approved_on) if approved else ("plan_agreed", plan.agreed_on)
        steps.filter(mentorship=plan.mentorship_id, kind=kind, happened_on=on).update(
            no_other_official=plan.no_other_official
        )
    for step in steps.filter(kind="extract").exclude(note=""):
        begins = next((words for words in EXTRACT_BEGINS if step.note.startswith(words)), "")
        step.no_other_official, step.note = step.note.removeprefix(begins)[:300], ""
        step.save(update_fields=["no_other_official", "note"])


def to_plans(apps, schema_editor):
    """One field holds one reason: the approval's, else the agreement's."""
    steps = apps.get_model("mentoring", "Step").objects.exclude(no_other_official="")
    for plan in apps.get_model("mentoring", "PlanVersion").objects.exclude(agreed_on=None):
        taken = (("plan_approved", plan.approved_on), ("plan_agreed", plan.agreed_on))
        told = [
            step.no_other_official
            for kind, on in taken
            for step in steps.filter(mentorship=plan.mentorship_id, kind=kind, happened_on=on)
        ]
        if told:
            plan.no_other_official = told[0]
            plan.save(update_fields=["no_other_official"])
    for step in steps.filter(kind="extract"):
        step.note = f"{EXTRACT_BEGINS[0]}{step.no_other_official}"
        step.save(update_fields=["note"])


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0008_paused_deadlines")]

    operations = [
        migrations.AddField("step", "no_other_official", models.CharField(max_length=300, blank=True)),
        migrations.RunPython(to_steps, to_plans),
        migrations.RemoveField("planversion", "no_other_official"),
    ]
