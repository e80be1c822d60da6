"""Who stands in the sample papers, under which letterhead, and how they write."""

from datetime import UTC, date, datetime

from reports.papers.base import (
    Footer,
    InLanguages,
    Letterhead,
    Person,
    Typed,
)

NOVICE = Person("Сейтқазина", "Жансая", "Мұратбекқызы")
MENTOR = Person("Кенжебаева", "Гүлжиһан", "Әбілқайырқызы")
FORMER = Person("Ким", "Ирина", "Владимировна")
HEAD = Person("Досмағамбетов", "Ерлан", "Төлеуханұлы")
DEPUTY = Person("Шевченко", "Оксана", "Петровна")
SECRETARY = Person("Ысқақова", "Раушан", "Бейсенқызы")
LETTERHEAD = Letterhead(
    authority=InLanguages(
        kk="Ақмола облысының Көлқайнар ауданы бойынша білім бөлімі",
        ru="Отдел образования по Колкайнарскому району Акмолинской области",
        en="Education Department of Kolqainar District, Aqmola Region",
    ),
    school=InLanguages(
        kk="«Ақжайлау ауылының жалпы орта білім беретін мектебі» КММ",
        ru="КГУ «Общеобразовательная школа села Акжайлау»",
        en="Aqzhailau Village Secondary School",
    ),
)
FOOTER = Footer(
    rule_set="KZ-160",
    rule_set_version=3,
    made_at=datetime(2027, 5, 19, 11, 45, tzinfo=UTC),
    code="7K4Q92XDM5",
    address="mentor.example/v",
)


def kk(text: str) -> Typed:
    return Typed(text, "kk")


def ru(text: str) -> Typed:
    return Typed(text, "ru")


def day(text: str) -> date:
    """“21.09.2026”"""
    return datetime.strptime(text, "%d.%m.%Y").replace(tzinfo=UTC).date()
