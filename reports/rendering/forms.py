"""Which paper, in which language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from mentoring.mentorships.models import Mentorship
from reports.rendering import policies
from reports.rendering.models import Paper


class AskForm(Form):
    kind = forms.ChoiceField(label=_("Paper"))
    language = forms.ChoiceField(label=_("Language"), choices=Paper.Language.choices, initial=Paper.Language.KK_RU)

    def __init__(self, *args: Any, user: Any, mentorship: Mentorship, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, label) for kind, label in Paper.Kind.choices if policies.can_ask(user, mentorship, kind)
        ]
