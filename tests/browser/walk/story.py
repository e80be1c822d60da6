"""What the seven people of the walk are called, what they type, and on which school days."""

from datetime import date

from samples.make import workbook
from samples.names import Name
from samples.staff import Teacher
from samples.wording import RUSSIAN

DEPUTY = Name("Сейтқали", "Айгүл", "Мұратқызы", True)
HEAD = Name("Дүйсенов", "Болат", "Серікұлы", False)
CHAIR = Name("Ахметова", "Сәуле", "Болатқызы", True)
SECRETARY = Name("Ким", "Ирина", "Олеговна", True)
MEMBER = Name("Нұрғалиев", "Асқар", "Бауыржанұлы", False)
MENTOR = Name("Омарова", "Гүлнара", "Сапарқызы", True)
NOVICE = Name("Ержанова", "Томирис", "Асқарқызы", True)

PASSWORD = "Қарлығаш көктемде келді"
HOSTILE = "<script>alert(1)</script> & {{ x }}"

HIRED = date(2026, 9, 1)
CHEMISTRY, HISTORY = ("Химия", "Химия"), ("Тарих", "История")
TEACHER, MODERATOR = ("педагог", "педагог"), ("педагог-модератор", "педагог-модератор")
RESEARCHER = ("педагог-зерттеуші", "педагог-исследователь")

LATE_REASON = "Директор іссапарда болды, бұйрық № 112-қ."
NOT_HELD = "Карантин жарияланды, семинар келесі жылға ауыстырылды."
EVALUATION = "Екі қажеттіліктің екеуі де шешілді."
PROPOSALS = "Тәлімгерге алғыс хат берілсін."
RESULTS = "Сабақ уақытын өзі бөледі, үй тапсырмасын қоңырауға дейін береді."
NOVICE_VOICE = f"Ең қиыны уақыт болды. Журналға былай жаздым: {HOSTILE}"

# The needs that both find at the start, by the criterion's name; all else is rated 2, at the end 3.
LOW = {"Time in the lesson": 1, "Differentiation": 0}

# Title, need, day, form, what happened (nothing: it was not held)
ACTIVITIES = (
    ("Сабақтың бес кезеңін бірге жоспарлау", "Time in the lesson", date(2026, 10, 6), "working together",
     "Үш сабақтың жоспарын жасадық, әр кезеңге минут қойдық."),
    ("Үш деңгейлі тапсырмалар құрастыру", "Differentiation", date(2026, 11, 24),
     "individual and differentiated approach", "Бір тарауға үш деңгейлі тапсырма жасадық."),
    ("Тәлімгердің сабағына қатысу", "Time in the lesson", date(2027, 2, 9), "visit of the mentor's lesson",
     "Менің сабағыма қатысты, қорытындылауды талдадық."),
    ("Тәжірибе алмасу семинары", "Differentiation", date(2027, 4, 20), "seminar", ""),
)  # fmt: skip


def roster() -> bytes:
    """The office's workbook: five of the staff, one who may mentor, one who begins this year."""
    good = ((112, 86), (118, 91), (121, 97))
    return workbook(
        [
            _teacher("1101", HEAD, HISTORY, MODERATOR, date(2022, 6, 12), date(2009, 8, 25)),
            _teacher("1102", CHAIR, HISTORY, MODERATOR, date(2023, 6, 12), date(2011, 8, 25)),
            _teacher("1103", SECRETARY, HISTORY, TEACHER, None, date(2016, 8, 25)),
            _teacher("1104", MEMBER, HISTORY, TEACHER, None, date(2018, 8, 25)),
            _teacher("1105", MENTOR, CHEMISTRY, RESEARCHER, date(2024, 6, 12), date(2006, 8, 25), results=good),
            _teacher("1106", NOVICE, CHEMISTRY, TEACHER, None, HIRED),
        ],
        RUSSIAN,
        seed=3,
    )


def _teacher(
    number: str,
    name: Name,
    subject: tuple[str, str],
    category: tuple[str, str],
    granted: date | None,
    hired: date,
    results: tuple[tuple[int, int] | None, ...] = (None, None, None),
) -> Teacher:
    return Teacher(
        number=number,
        name=name,
        subject=subject,
        hours=16,
        category=category,
        granted=granted,
        until=granted.replace(year=granted.year + 5) if granted else None,
        since=hired.year,
        hired=hired,
        first_time=hired == HIRED,
        email=f"ustaz{number}@lyceum.example",
        phone="8 701 555 01 01",
        results=results,
    )
