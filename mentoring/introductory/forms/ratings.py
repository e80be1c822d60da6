"""The two rating forms: a row of five levels for each criterion, in words that fit a phone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from common.forms import Form
from mentoring.introductory.models import Rating
from mentoring.library import words
from mentoring.library.criteria import BY_MENTOR, CODES, STRAIN

COMMENT = "comment_"


class RatingForm(Form):
    """Fields named by criterion. All may stay empty while one saves to go on later."""

    hide_optional = True
    codes: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in self.codes:
            known = words.STRAIN_LEVELS if code == STRAIN else words.LEVELS
            self.fields[code] = forms.TypedChoiceField(
                label=str(words.CRITERIA[code]),
                choices=[(level, _level(level, text, short=code != STRAIN)) for level, text in known.items()],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self._dress(self.fields[code])

    @classmethod
    def initial_of(cls, ratings: Iterable[Rating]) -> dict[str, Any]:
        """What is kept so far."""
        return {rating.criterion: rating.level for rating in ratings}

    def levels(self) -> Mapping[str, int | None]:
        """What was chosen, by criterion."""
        return {code: self.cleaned_data[code] for code in self.codes if self.cleaned_data[code] is not None}

    def values(self) -> dict[str, Any]:
        """The arguments that the services of a rating take."""
        return {"levels": self.levels()}


def _level(level: int, text: Any, *, short: bool) -> Any:
    """“3 – independently”. short: a phone shows the number alone, in one row; the scale stands above all of them."""
    if not short:
        return format_lazy("{} – {}", level, text)
    return format_html('{}<span class="lvl"> – {}</span>', level, text)


class SelfRatingForm(RatingForm):
    """The novice rates oneself, all fifteen."""

    codes = CODES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        strain = self.fields[STRAIN]
        strain.help_text = _(
            "Only you see this answer. Your mentor and the school do not see it, and it goes into no paper. You may leave it out."
        )
        strain.choices = [("", _("I would rather not say")), *strain.choices]  # type: ignore[attr-defined]

    def levels(self) -> dict[str, int | None]:
        """With None for the strain where it is left out or taken back."""
        return {**super().levels(), STRAIN: self.cleaned_data[STRAIN]}


class MentorRatingForm(RatingForm):
    """The mentor rates all but the strain, with a sentence on what was seen."""

    codes = BY_MENTOR

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in self.codes:
            name = f"{COMMENT}{code}"
            label = format_html(
                '{}<span class="visually-hidden">: {}</span>', _("What you saw"), words.CRITERIA[code]
            )
            self.fields[name] = forms.CharField(label=label, max_length=300, required=False)
            self.fields[name].told_as = format_lazy(_("What you saw: {}"), words.CRITERIA[code])  # type: ignore[attr-defined]
        self.order_fields([name for code in self.codes for name in (code, f"{COMMENT}{code}")])

    @classmethod
    def initial_of(cls, ratings: Iterable[Rating]) -> dict[str, Any]:
        """With the words beside the levels."""
        rated = list(ratings)
        return super().initial_of(rated) | {f"{COMMENT}{rating.criterion}": rating.comment for rating in rated}

    def comments(self) -> dict[str, str]:
        """What was seen, by criterion."""
        return {code: self.cleaned_data[f"{COMMENT}{code}"] for code in self.codes}

    def values(self) -> dict[str, Any]:
        """With the words beside the levels."""
        return super().values() | {"comments": self.comments()}
