"""Guards over all templates: they compile, are used, hold nothing inline and never switch escaping off."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.engine import Engine
from django.template.loader import get_template
from django.template.loaders.app_directories import get_app_template_dirs

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())
PAGES = [name for name in TEMPLATES if name.endswith((".html", ".svg"))]
SOURCES = [
    ROOT / folder for folder in ("common", "schools", "mentoring", "reports", "demonstration", "config", "templates")
]

# Django and allauth find these by their names alone.
BY_NAME = {"400.html", "403.html", "404.html", "429.html", "500.html"}

INLINE = re.compile(
    r"""<style[\s>] | <script(?![^>]*\bsrc=) | \sstyle\s*= | \son[a-z]+\s*=\s*["'{] | javascript:""",
    re.IGNORECASE | re.VERBOSE,
)
UNESCAPED = re.compile(r"\|\s*safe(seq)?\b|\{%\s*autoescape\s+off|mark_safe\(")


def read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def overrides_a_package(name: str) -> bool:
    return any((Path(folder) / name).is_file() for folder in get_app_template_dirs("templates"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_template_extends_and_includes_exists(name: str) -> None:
    engine = Engine.get_default()
    for other in re.findall(r"""\{%\s*(?:extends|include)\s+["']([^"']+)["']""", read(name)):
        try:
            engine.get_template(other)
        except TemplateDoesNotExist:
            pytest.fail(f"{name} names {other}, which does not exist.")


def test_no_template_lies_unused() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in SOURCES
        for path in folder.rglob("*")
        if path.suffix in {".py", ".html", ".txt"}
    )
    unused = [
        name
        for name in TEMPLATES
        if name not in BY_NAME
        and not overrides_a_package(name)
        and not re.search(rf"""["']{re.escape(name)}["']""", text)
    ]
    assert unused == [], f"Nobody shows these templates: {unused}"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_inline(name: str) -> None:
    """The content security policy would silently drop it."""
    found = INLINE.search(read(name))
    assert found is None, f"{name}: {found and found.group()}"


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_marked_safe_in_a_template(name: str) -> None:
    if name.endswith(".txt") and "{% autoescape off %}" in read(name):
        return  # plain-text mails have no markup to escape
    found = UNESCAPED.search(read(name))
    assert found is None, f"{name}: {found and found.group()}"


def test_nothing_is_marked_safe_in_code() -> None:
    found = [
        str(path.relative_to(ROOT))
        for folder in SOURCES
        for path in folder.rglob("*.py")
        if UNESCAPED.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_forms_that_change_something_carry_their_token(name: str) -> None:
    for form in re.findall(r"""<form[^>]*method=["']post["'].*?</form>""", read(name), re.DOTALL | re.IGNORECASE):
        assert "{% csrf_token %}" in form, f"{name}: a form posts without its token"
