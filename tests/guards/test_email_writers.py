"""`User.email` has one writer. A second one would forget the earlier address, the mails, or the links that must die."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps

from common.forms import ModelForm
from schools.people.models import User
from schools.people.services.email import FIELDS
from schools.people.services.own import OWN_FIELDS

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("config", "demonstration", "reports", "mentoring", "schools", "common", "ops", "bench", "samples")
WRITER = "schools/people/services/email.py"


def sources() -> Iterator[tuple[str, ast.Module]]:
    for folder in HOUSE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if name != WRITER and "/migrations/" not in name:
                yield name, ast.parse(path.read_text())


def is_email(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in FIELDS


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def writes(node: ast.AST) -> bool:
    """An assignment to the attribute, a keyword of a call that stores or makes a user, or a list of fields to store."""
    match node:
        case ast.Assign(targets=targets):
            return any(isinstance(target, ast.Attribute) and target.attr in FIELDS for target in targets)
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return isinstance(target, ast.Attribute) and target.attr in FIELDS
        case ast.Call():
            name = called(node)
            if name == "setattr" and len(node.args) > 1 and is_email(node.args[1]):
                return True
            makes = name in {
                "User",
                "create_user",
                "create",
                "update",
                "update_or_create",
                "get_or_create",
                "person_row",
            }
            if makes and any(word.arg in FIELDS for word in node.keywords):
                return True
            named = [word.value for word in node.keywords if word.arg in {"update_fields", "fields"}]
            named += node.args[1:2] if name == "bulk_update" else []
            return any(is_email(item) for value in named for item in ast.walk(value))
    return False


def sets_what_it_is_given(node: ast.AST) -> bool:
    """`setattr(row, name, value)`: which fields that are is known when it runs alone."""
    return isinstance(node, ast.Call) and called(node) == "setattr" and not isinstance(node.args[1], ast.Constant)


@pytest.mark.once
def test_nothing_else_writes_the_email_of_an_account() -> None:
    found = [f"{name}:{node.lineno}" for name, tree in sources() for node in ast.walk(tree) if writes(node)]  # type: ignore[attr-defined]
    assert found == []


@pytest.mark.once
@pytest.mark.parametrize(
    "line",
    [
        'user.email = "a@b.kz"',
        'User(login="a", email="a@b.kz")',
        'User.objects.filter(pk=1).update(email="")',
        'user.save(update_fields=["password", "email"])',
        'User.objects.bulk_update(users, ["email", "phone"])',
        'setattr(user, "email", "")',
        "user.email_confirmed_at = now",
        'User.objects.create_user("a", email="a@b.kz")',
    ],
)
def test_the_guard_sees_each_way_to_write_it(line: str) -> None:
    assert any(writes(node) for node in ast.walk(ast.parse(line)))


# Where fields are set by name: which names those are, and why the e-mail is none of them.
BY_NAME = {
    "schools/people/services/own.py": "OWN_FIELDS, refused otherwise",
    "schools/people/teachers/services.py": "the e-mail is taken out of what was typed, beforehand",
}


@pytest.mark.once
def test_accounts_take_no_fields_by_name_but_where_it_is_known_which() -> None:
    """In the folders that write people."""
    found = {
        name
        for name, tree in sources()
        if name.startswith(("schools/people/", "schools/hosting/people", "schools/setup/"))
        for node in ast.walk(tree)
        if sets_what_it_is_given(node)
    }
    assert found == set(BY_NAME)
    assert not set(FIELDS) & OWN_FIELDS


@pytest.mark.once
def test_no_form_of_the_model_takes_it() -> None:
    """A form of the model writes its fields on the row, whoever saves it."""

    def below(kind: type) -> Iterator[type]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    assert apps.ready
    import config.urls  # noqa: F401  # all forms are imported

    kinds = {kind for base in (forms.ModelForm, ModelForm) for kind in below(base)}
    of_users = [kind for kind in kinds if getattr(kind, "_meta", None) and kind._meta.model is User]  # type: ignore[attr-defined]
    assert of_users
    for kind in of_users:
        assert kind._meta.fields is not None, kind  # type: ignore[attr-defined]
        assert not set(FIELDS) & set(kind._meta.fields), kind  # type: ignore[attr-defined]
