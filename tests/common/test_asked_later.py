"""A reason that a service asks for: the form shows its field, or, where it has none, the word above the form; never a 500."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from common.forms import AskedLater
from common.web import handle

WORD = "Give the reason."


def _kinds(form: type[AskedLater] = AskedLater) -> Iterator[type[AskedLater]]:
    for kind in form.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _every_form() -> list[type[AskedLater]]:
    """All kinds of the product, those included that no page has imported yet."""
    for app in apps.get_app_configs():
        if app.name.split(".")[0] in {"common", "schools", "mentoring", "reports"}:
            for module in pkgutil.walk_packages(app.module.__path__, f"{app.name}."):
                if ".forms" in module.name:
                    importlib.import_module(module.name)
    return sorted(set(_kinds()), key=lambda kind: (kind.__module__, kind.__name__))


def _refused(form: AskedLater, name: str) -> None:
    def service() -> None:
        raise ValidationError({name: WORD})

    assert handle(form, service) == (False, None)


@pytest.mark.parametrize("asked", ["late_reason", "delay_reason", "exception_reason", "no_other_official", "reason"])
def test_each_form_takes_up_what_its_service_asks_for(asked: str) -> None:
    found = _every_form()
    assert len(found) > 10
    for kind in found:
        form = kind.__new__(kind)
        AskedLater.__init__(form, {})
        _refused(form, asked)
        shown = form.errors.get(asked) or form.non_field_errors()
        assert WORD in shown, kind
        assert (asked in form.fields) is (asked in kind.base_fields), kind
