"""“You always …”: a pronoun and an adverb of always, with other words between them, or inclined in one word."""

import re

from mentoring.main_stage.checker.text import Sentence

REACH = 6  # words that may stand between pronoun and adverb


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _words(
    """you you're you've you'd you'll ты тебя тебе тобой вы вас вам вами сен сіз сендер сіздер сенде сізде сендерде
    сіздерде сенің сіздің сені сізді"""
)
# The subject: only these may follow the adverb (“Вечно вы…”).
SUBJECTS = _words("ты вы сен сіз сендер сіздер")
ADVERBS = tuple(
    tuple(phrase.split())
    for phrase in (
        *("always", "never", "constantly", "invariably", "forever", "all the time", "every time"),
        *("tend to", "inclined", "prone to"),
        *("всегда", "никогда", "вечно", "постоянно", "все время", "каждый раз", "склонны", "склонен", "склонна"),
        *("әрқашан", "әрдайым", "дәйім", "үнемі", "ылғи", "ешқашан", "ешуақытта", "қашанда", "қашан да", "бейім"),
    )
)
# Somebody else acts, or another clause begins: the adverb does not speak of the novice.
BARRIERS = _words(
    """i we they he she that when if because pupils children class
    я мы они он она что чтобы когда если потому ученики учащиеся дети ребята класс
    мен біз олар ол егер оқушылар балалар сынып"""
)
NEGATIONS = frozenset({"not", "не", "don't", "didn't", "aren't", "weren't"})
_INCLINED = re.compile(r"бейімсі[зң](?:дер)?")
_KAZAKH_YOU = re.compile(r"\w+(?:й|а|е|и|ып|іп|п)с[ыі][зң](?:дар|дер)?")
_RUSSIAN_YOU = re.compile(r"\w{2,}(?:ешь|ишь|ете)(?:ся|сь)?")


def generalising(sentence: Sentence) -> str | None:
    """The phrase that generalises, as it was typed; None when the sentence does not."""
    words = [word.text for word in sentence.words]
    for place, word in enumerate(words):
        if _INCLINED.fullmatch(word):
            return _phrase(sentence, place, place)
    for place in range(len(words)):
        length = _adverb_at(words, place)
        if not length or _denied(words, place, length):
            continue
        last = place + length - 1
        pronoun = _pronoun_before(words, place)
        if pronoun is not None:
            return _phrase(sentence, pronoun, last)
        follower = _subject_after(sentence, words, place, last)
        if follower is not None:
            return _phrase(sentence, place, follower)
    return None


def _adverb_at(words: list[str], place: int) -> int:
    for adverb in ADVERBS:
        if tuple(words[place : place + len(adverb)]) == adverb:
            return len(adverb)
    return 0


def _denied(words: list[str], place: int, length: int) -> bool:
    """“not always”, “не всегда”, “әрдайым емес” are the opposite of a generalisation."""
    before = (
        set(words[max(0, place - 2) : place]) if words[place].isascii() else set(words[max(0, place - 1) : place])
    )
    return bool(before & NEGATIONS) or words[place + length : place + length + 1] == ["емес"]


def _pronoun_before(words: list[str], place: int) -> int | None:
    for back in range(place - 1, max(-1, place - 2 - REACH), -1):
        if words[back] in PRONOUNS:
            return back
        if words[back] in BARRIERS:
            return None
    return None


def _subject_after(sentence: Sentence, words: list[str], place: int, last: int) -> int | None:
    """Where “you” stands after the adverb that begins a clause, as a pronoun or in the verb's ending."""
    if words[place].isascii() or not _begins_clause(sentence, place):
        return None
    for ahead in range(last + 1, min(len(words), last + 2 + REACH)):
        if words[ahead] in BARRIERS:
            return None
        if words[ahead] in SUBJECTS or _KAZAKH_YOU.fullmatch(words[ahead]):
            return ahead
        if ahead == last + 1 and _RUSSIAN_YOU.fullmatch(words[ahead]):
            return ahead
    return None


def _begins_clause(sentence: Sentence, place: int) -> bool:
    if place == 0:
        return True
    before = sentence.words[place - 1]
    between = sentence.text[before.end : sentence.words[place].start]
    return bool(re.search(r"[,;:–—]", between)) or before.text in {"и", "а", "но", "бірақ", "ал", "және"}


def _phrase(sentence: Sentence, first: int, last: int) -> str:
    return sentence.phrase(sentence.words[first].start, sentence.words[last].end)
