"""How a view talks to a service: who acts, and how a refusal comes back into the form."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from common.actor import Actor
from common.errors import DomainError
from common.forms import AskedLater

Result = TypeVar("Result")


def actor_of(request: HttpRequest, capacity: str = "") -> Actor:
    """The signed-in person as actor; `capacity` names the post in which one acts on this page."""
    return Actor(user=request.user, capacity=capacity, request_id=getattr(request, "request_id", ""))


def handle(form: forms.BaseForm, action: Callable[[], Result]) -> tuple[bool, Result | Any]:
    """Run a service for a valid form. (True, result), or (False, None) with the refusal put into the form.

    What was typed stays in the form; nothing was saved, since a service is atomic.
    """
    try:
        return True, action()
    except ValidationError as error:
        faults = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
        for field, errors in faults.items():
            if isinstance(form, AskedLater):
                form.ask(field)
            form.add_error(field if field in form.fields else None, errors)
    except DomainError as error:
        form.add_error(None, ValidationError(str(error.message), code=error.code))
    return False, None
