"""Guessing why: “because you don't want to”, “тебе всё равно”, “әдейі”. Concreteness never asks for motives."""

import re

from mentoring.main_stage.checker.text import Sentence

# Up to three other words, with or without commas.
_FEW = r"(?:[\s,]+[\w'-]+){0,3}?[\s,]+"

_GUESSES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\byou(?:{_FEW}|\s+)(?:don't|do not|didn't|did not)\s+(?:\w+\s+)?(?:want|care|bother)\b",
        rf"\bbecause{_FEW}you{_FEW}(?:not|don't|didn't|won't)\s+(?:try|like|listen|respect)\b",
        rf"\b(?:you|you're)(?:{_FEW}|\s+)(?:lazy|indifferent|could not care less|couldn't care less)\b",
        r"\bбез желания работать\b",
        rf"\b(?:ты|вы)(?:{_FEW}|\s+)не\s+(?:хочешь|хотите|хотел|хотела|хотели|желаешь|желаете)\b",
        rf"\b(?:тебе|вам)(?:{_FEW}|\s+)(?:безразлично|наплевать|плевать|лень|неинтересно|не интересно)\b",
        r"\b(?:по)?лен(?:ишься|итесь|ился|илась|ились)\b",
        r"\b(?:сізге|саған)(?:[\s,]+[\w'-]+){0,2}?[\s,]+қызық емес\b",
        r"\bжалқау(?:сыз|сың|лық|ланасыз|ланасың|ландыңыз|ландың)\w*",
        r"\bерін(?:есіз|есің|діңіз|дің)\b",
        r"\b\w+[ғгқк][ыі]ң(?:[ыі]з)?\s+келме\w*",
        r"\b(?:сіз|сен)(?:[\s,]+[\w'-]+){0,3}?[\s,]+қалама\w+",
    )
)
# “All the same to you”; but the same words mean “anyway” when a duty follows.
_INDIFFERENT = re.compile(
    r"\b(?:тебе|вам)(?:[\s,]+[\w'-]+){0,2}?[\s,]+все равно\b|\bвсе равно[\s,]+(?:тебе|вам)\b"
    r"|\b(?:сізге|саған)(?:[\s,]+[\w'-]+){0,2}?[\s,]+бәрібір\b|\bбәрібір[\s,]+(?:сізге|саған)\b"
)
_DUTY = re.compile(r"\b(?:нужно|надо|придется|следует|пришлось|предстоит|керек|қажет|тура келеді)\b")
_ON_PURPOSE = re.compile(
    r"\bon purpose\b|\bdeliberately\b|\bintentionally\b|\b(?:out of|to) spite\b"
    r"|\bнарочно\b|\bназло\b|\bумышленно\b|\bнамеренно\b|\bәдейі(?:леп)?\b|\bқасақана\b"
)
# What pupils do on purpose, or what the mentor does, is a fact about somebody else.
_OTHERS = re.compile(
    r"\b(?:i|we|they|he|she|pupils?|children|boys?|girls?|class|я|мы|они|он|она|учени\w+|учащ\w+|дети|ребята|класс"
    r"|мен|біз|олар|ол|оқушы\w*|бала\w*|сынып)\b"
)


def guessed_motive(sentence: Sentence) -> str | None:
    """The phrase that guesses a motive, as it was typed; None when the sentence does not."""
    for pattern in _GUESSES:
        if found := pattern.search(sentence.text):
            return sentence.phrase(*found.span())
    if (found := _INDIFFERENT.search(sentence.text)) and not _DUTY.search(sentence.text, found.end()):
        return sentence.phrase(*found.span())
    if (found := _ON_PURPOSE.search(sentence.text)) and not _OTHERS.search(sentence.text):
        return sentence.phrase(*found.span())
    return None
