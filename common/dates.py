"""How dates are written in three languages: Wed 02.12.2026 on pages, the long form in papers.

The words stand here and not in the catalogues because papers are written in two languages at once, and because
Django's own Kazakh weekdays are not the usual ones. Weekdays count from Monday.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language

WEEKDAYS_SHORT = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ru": ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"),
    "kk": ("Дс", "Сс", "Ср", "Бс", "Жм", "Сб", "Жк"),
}
WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "kk": ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"),
}
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "kk": [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ],
}
_RUSSIAN_ALONE = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
MONTHS_SHORT = {
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "ru": ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
    "kk": ["қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"],
}


def language_of(language: str | None = None) -> str:
    """“kk”, “ru” or “en”: the given language, else the active one, else English."""
    code = (language or get_language() or "en")[:2]
    return code if code in WEEKDAYS else "en"


def as_date(value: date | datetime) -> date:
    """The day in the school's time zone; a moment is brought there first."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def numeric(value: date | datetime) -> str:
    """02.12.2026"""
    return as_date(value).strftime("%d.%m.%Y")


def weekday_short(value: date | datetime, language: str | None = None) -> str:
    """Wed, Ср, Ср"""
    return WEEKDAYS_SHORT[language_of(language)][as_date(value).weekday()]


def with_weekday(value: date | datetime, language: str | None = None) -> str:
    """Wed 02.12.2026: how a deadline is always written."""
    return f"{weekday_short(value, language)} {numeric(value)}"


def in_text(value: date | datetime, language: str | None = None) -> str:
    """The same within a sentence: the weekday and its date stay on one line."""
    return with_weekday(value, language).replace(" ", "\N{NO-BREAK SPACE}")


def day_and_month(value: date | datetime, language: str | None = None) -> str:
    """Wed 02.12, where the year is plain from the page (the working of a deadline)."""
    return f"{weekday_short(value, language)} {as_date(value).strftime('%d.%m')}"


def long_date(value: date | datetime, language: str | None = None, *, weekday: bool = False) -> str:
    """2 December 2026 · 2 декабря 2026 года · 2026 жылғы 2 желтоқсан, if asked with the weekday."""
    day, code = as_date(value), language_of(language)
    month = MONTHS[code][day.month - 1]
    name = WEEKDAYS[code][day.weekday()]
    if code == "kk":
        text = f"{day.year} жылғы {day.day} {month}"
        return f"{text}, {name}" if weekday else text
    text = f"{day.day} {month} {day.year}" + (" года" if code == "ru" else "")
    return f"{name}, {text}" if weekday else text


def until(value: date | datetime, language: str | None = None) -> str:
    """After “by”, “до”, before “дейін”, which asks for the dative: 02.12.2026 · 2026 жылғы 2 желтоқсанға."""
    if language_of(language) != "kk":
        return numeric(value)
    text = long_date(value, "kk")
    return text + _dative_ending(text)


def _dative_ending(word: str) -> str:
    """The ending follows the last vowel, back or front, and the last letter, voiced or not (all twelve months)."""
    last_vowel = next(letter for letter in reversed(word) if letter in "аоұыяәөүіе")
    is_voiceless = word[-1] in "бвгдкқпстфхцчшщ"
    if last_vowel in "аоұыя":
        return "қа" if is_voiceless else "ға"
    return "ке" if is_voiceless else "ге"


def month_short(value: date, language: str | None = None) -> str:
    """Dec, дек, жел: heads of a table over the year."""
    return MONTHS_SHORT[language_of(language)][value.month - 1]


def month_and_year(value: date, language: str | None = None) -> str:
    """December 2026 · Декабрь 2026 · Желтоқсан 2026: head of a month on the wall."""
    code = language_of(language)
    names = _RUSSIAN_ALONE if code == "ru" else MONTHS[code]
    return f"{names[value.month - 1].capitalize()} {value.year}"


def clock_time(value: datetime) -> str:
    """15:04 in the school's time zone."""
    return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%H:%M")
