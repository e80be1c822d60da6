"""The form to enter a teacher: a new stay, of a new person or of somebody who was here before."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.people.forms.person import SURE
from schools.people.models import Employment
from schools.people.selectors.same_person import Known, known_here
from schools.people.teachers.forms import TeacherForm
from schools.people.words import stay_words

ANOTHER = "another"
ENTERED = _("The new teacher is entered. Next: invite this person to sign in, and choose a mentor if one is needed.")


class NewTeacherForm(TeacherForm):
    """A new stay. Whoever may be known at this school already is asked about: `who` is then one of the options."""

    def __init__(self, *args: Any, school_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school_id = school_id

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"surname", "given_name"} & set(self.errors):
            return data
        known = known_here(school_id=self.school_id, person=data, hired_on=data.get("hired_on"))
        if known:
            self._ask_who(known)
        return data

    def _ask_who(self, known: Sequence[Known]) -> None:
        """An e-mail that somebody here has leaves one answer, since no two accounts share it; else it may be a namesake."""
        choices = [
            (str(one.stay.user_id), _("The same person, hired again: %(who)s") % {"who": _who(one.stay)})
            for one in known
            if one.may_return
        ]
        holder = next((one for one in known if one.has_email), None)
        if holder is None:
            choices.append((ANOTHER, str(_("Another person, who is new here"))))
        elif not holder.may_return:
            return  # the service says whose e-mail it is, and what to do
        at_work = [_who(one.stay) for one in known if one.stay.left_on is None]
        field = forms.ChoiceField(label=_("Is it the same person?"), choices=choices, widget=forms.RadioSelect)
        if at_work:
            field.help_text = _("At work here with this name: %(who)s. If it is this person, correct that entry.") % {
                "who": "; ".join(at_work)
            }
        self.fields["who"] = field
        self.order_fields(["surname", "given_name", "patronymic", SURE, "email", "who"])
        given = self.data.get("who", "")
        if given in dict(choices):
            self.cleaned_data["who"] = given
        else:
            self.add_error("who", _("Somebody of this name or e-mail is or was at your school. Say who is meant."))

    @property
    def same_as(self) -> int | None:
        """The account of somebody who was here before; None for a new person."""
        who = self.cleaned_data.get("who", ANOTHER)
        return None if who == ANOTHER else int(who)


def _who(stay: Employment) -> str:
    return stay_words(stay.user.full_name, stay.personnel_number, stay.hired_on, stay.left_on)
