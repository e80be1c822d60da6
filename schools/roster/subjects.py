"""How schools write the subjects of the curriculum beside their full names (pure)."""

import re
from collections.abc import Iterable, Mapping

from common.lookalikes import mend, readings
from common.names import fold

# code: other ways to write it, in Russian and Kazakh
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "primary": (
        "начальная школа",
        "начальное обучение",
        "нач школа",
        "учитель начальных классов",
        "начальный класс",
        "бастауыш",
        "бастауыш сыныптар",
        "бастауыш сынып мұғалімі",
    ),
    "kazakh_language": ("казахский язык", "қазақ тілі", "каз.яз", "казахский язык и лит-ра", "қазақ әдебиеті"),
    "russian_language": ("русский язык", "орыс тілі", "рус.яз", "русский язык и лит-ра"),
    "english": ("английский", "иностранный язык (английский)", "шет тілі (ағылшын)", "ағылшын"),
    "german": ("немецкий", "иностранный язык (немецкий)", "неміс"),
    "mathematics": ("алгебра", "геометрия", "алгебра, геометрия", "матем", "математика, алгебра, геометрия"),
    "computer_science": ("информатика и икт", "икт", "цифровая грамотность"),
    "history": ("история казахстана", "всемирная история", "қазақстан тарихы", "дүниежүзі тарихы"),
    "law": ("основы права", "право", "құқық"),
    "art": ("художественный труд", "технология", "еңбек", "труд"),
    "physical_education": ("физкультура", "физ-ра", "физическое воспитание", "дене тәрбиесі"),
    "military": ("нвп", "нвтп", "ант", "аәтд", "алғашқы әскери және технологиялық дайындық"),
    "psychology": ("психолог", "психология"),
    "social_pedagogy": ("соцпедагог", "соц. педагог"),
    "preschool": ("предшкола", "мектепалды"),
}


SHORTEST = 3
"""Letters of a word that is cut short and stands alone: “хим.” is enough."""

_APART = re.compile(r"[,;/+\n]| и | және | and ")
_SIGNS = re.compile(r"[^\w]+")


def known_names(subjects: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Key → code: the names of (code, names), and the other ways to write them."""
    names = {key(name): code for code, written in OTHER_NAMES.items() for name in written}
    return names | {key(name): code for code, own in subjects for name in own if name}


def key(text: str) -> str:
    """How names of subjects are compared: one case, one alphabet in a word, no signs."""
    return _SIGNS.sub(" ", fold(mend(text))).strip()


def subject_of(text: str, known: Mapping[str, str]) -> tuple[str, str]:
    """The code of the subject, and what else the cell names, as the school writes it: one subject of the curriculum is
    kept by its code, further ones and unknown ones as text."""
    if code := _code(text, known):
        return code, ""
    parts = [part.strip(" .") for part in _APART.split(text) if part.strip(" .")]
    codes = [_code(part, known) for part in parts]
    first = next(filter(None, codes), "")
    if len(parts) < 2 or not first:
        return "", mend(text)
    return first, ", ".join(mend(part) for part, code in zip(parts, codes, strict=True) if code != first)


def _code(text: str, known: Mapping[str, str]) -> str:
    for shown in readings(text):
        if code := known.get(key(shown)):
            return code
    return _cut_short(text, known) if "." in text else ""


def _cut_short(text: str, known: Mapping[str, str]) -> str:
    """The one subject whose words begin like these: “нач.кл.”, “хим.”; "" where there are several or none."""
    words = key(text).split()
    if not words or (len(words) == 1 and len(words[0]) < SHORTEST):
        return ""
    found = {
        code
        for name, code in known.items()
        if len(whole := name.split()) == len(words)
        and all(full.startswith(word) for word, full in zip(words, whole, strict=True))
    }
    return found.pop() if len(found) == 1 else ""
