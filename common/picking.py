"""Choosing among many people: a list with an end, and a search in the same form.

A school of 100 sees all of them. Beyond `MOST_OFFERED` a list holds the first ones by name, or those found by a part of the
name; it works without JavaScript, and what was typed and chosen stays.
"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import names
from common.forms import Form
from common.rows import row_id

MOST_OFFERED = 200
LOOK = "look"
"""The name of the button that only looks: nothing is checked and nothing saved."""


class LookFor(forms.TextInput):
    """A part of a name, with the button that looks for it."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        button = '<button class="btn btn-outline-primary" name="{}" value="1">{}</button>'
        return format_html('<div class="look">{}' + button + "</div>", field, LOOK, _("Look"))


class PickForm(Form):
    """A form with choices of people; `offer` gives a choice its rows."""

    def offer(self, name: str, rows: QuerySet[Any], key: str = "search_key") -> None:
        """Let this field choose among the rows. key: where they keep the folded name.

        Every row counts when it is sent; only so many are shown, those chosen already among them.
        """
        field: Any = self.fields[name]
        field.queryset = rows
        if not rows[MOST_OFFERED : MOST_OFFERED + 1].exists():
            return
        search = f"find_{name}"
        typed = str(self.data.get(self.add_prefix(search), "")) if self.is_bound else ""
        found = rows
        for word in names.search_words(typed):
            found = found.filter(**{f"{key}__contains": word})
        shown = list(found[:MOST_OFFERED])
        chosen = self._chosen(name) - {row.pk for row in shown}
        if chosen:
            shown = [*rows.filter(pk__in=chosen)[:MOST_OFFERED], *shown]
        options = [(row.pk, field.label_from_instance(row)) for row in shown]
        single = not isinstance(field, forms.ModelMultipleChoiceField)
        field.choices = [("", field.empty_label), *options] if single else options
        self.fields[search] = self._search(found.count() if typed.strip() else None)
        self._dress(self.fields[search])
        order = [one for one in self.fields if one != search]
        order.insert(order.index(name), search)
        ordered = {one: self.fields[one] for one in order}
        self.fields.clear()  # in place: a form may hold on to its fields while it offers people
        self.fields.update(ordered)

    def is_valid(self) -> bool:
        return not self._only_looks and super().is_valid()

    def full_clean(self) -> None:
        super().full_clean()
        if self._only_looks:
            self._errors = ErrorDict()

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for name in [name for name in self.cleaned_data if name.startswith("find_")]:
            del self.cleaned_data[name]  # no service meets it

    @property
    def _only_looks(self) -> bool:
        return self.is_bound and LOOK in self.data

    def _chosen(self, name: str) -> set[int]:
        field = self.fields[name]
        sent = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)) if self.is_bound else []
        found = (row_id(str(one)) for one in (sent if isinstance(sent, list) else [sent]))
        return {pk for pk in found if pk is not None}

    @staticmethod
    def _search(found: int | None) -> forms.CharField:
        hint = _("There are many people here: at most %(most)s are offered. Look for the others by their name.")
        sentences = [hint % {"most": MOST_OFFERED}]
        if found is not None:
            sentences.append(_("Found: %(count)s.") % {"count": found})
        return forms.CharField(
            label=_("Part of the name"),
            required=False,
            max_length=200,
            help_text=" ".join(sentences),
            widget=LookFor,
        )
