"""What makes a sentence a fact: a number, a date, a lesson. And the bare label, which has none of it."""

import re

from mentoring.main_stage.checker.text import Sentence

LABEL_WORDS = 8  # a longer sentence says more than a label

_NUMBER_OR_DATE = re.compile(
    r"\d"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|yesterday|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|twenty|half|first|second|third)\b"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b"
    r"|\b(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау])\b|\b(?:сегодня|вчера|позавчера)\b"
    r"|\b(?:один|одна|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|двадцать"
    r"|перв\w{2,3}|втор\w{2,3}|третий|третьем|половин\w+)\b"
    r"|\b(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)[яеьюа]?\b"
    r"|\b(?:дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі)\w*|\b(?:бүгін|кеше)\w*"
    r"|\b(?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он|жиырма|жарты\w*|бірінші|екінші|үшінші)\b"
    r"|\b(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\w*"
)
_LESSON = re.compile(r"\blessons?\b|\bурок\w*|\bзаняти\w+|\bсабақ\w*|\bсабағ\w*")
_LABEL = re.compile(
    r"\b(?:wrong|bad|badly|poor|poorly|weak|terrible|awful|careless|unprofessional|incompetent|hopeless)\b"
    r"|\b(?:плохо\w*|плохая|плохой|неправильно|неверно|слабо|слабый|слабая|ужасно|ужасный|безобразн\w+"
    r"|непрофессионально|некомпетентн\w+|безответственн\w+|никуда не годится|никак)\b"
    r"|\b(?:жаман|нашар|дұрыс емес|бұрыс|қате|әлсіз|сорақы|жауапсыз|біліксіз)\w*"
)
_PRAISE = re.compile(
    r"\b(?:good|great|excellent|well done|nice|perfect)\b|\b(?:молодец|молодцы|отлично|хорошо|хороший|прекрасно|умница)\b"
    r"|\b(?:жарайсыз|жарайсың|жақсы|керемет|тамаша)\b"
)
PRAISE_WORDS = 4


def has_number_or_date(sentence: Sentence) -> bool:
    return bool(_NUMBER_OR_DATE.search(sentence.text))


def has_fact(sentence: Sentence) -> bool:
    """A date, a lesson or a number (domain, section 7); what somebody said is a fact, too."""
    return sentence.has_quote or has_number_or_date(sentence) or bool(_LESSON.search(sentence.text))


def bare_label(sentence: Sentence) -> str | None:
    """“You did wrong.”: a short judgement, good or bad, with no fact in its sentence."""
    if sentence.has_quote or has_number_or_date(sentence):
        return None
    count = len(sentence.words)
    if (count <= LABEL_WORDS and _LABEL.search(sentence.text)) or (
        count <= PRAISE_WORDS and _PRAISE.search(sentence.text)
    ):
        return sentence.phrase(0, len(sentence.original))
    return None
