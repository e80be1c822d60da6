"""Which paper, in which language."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from reports.rendering.models import Paper


class AskForm(Form):
    kind = forms.ChoiceField(label=_("Paper"))
    language = forms.ChoiceField(label=_("Language"), choices=Paper.Language.choices, initial=Paper.Language.KK_RU)

    def __init__(self, *args: Any, kinds: Collection[str], **kwargs: Any) -> None:
        """kinds: those that the person may have made (`policies.kinds_for`)."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, capfirst(label)) for kind, label in Paper.Kind.choices if kind in kinds
        ]
