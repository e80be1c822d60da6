"""A complete invented case: a teacher of chemistry in a village school, her mentor, their year 2026/2027.

Kazakh and Russian typed texts stand mixed, as in a real school. Figures of page 1 that the tests know by heart:
criteria 10 of 14 (2 at the start), needs 4 of 5, activities 11 of 12 (2 later), 18 h 45 of 21 h, steps 8 of 9."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from reports.papers import words
from reports.papers.base import (
    Exemption,
    InLanguages,
    Party,
    Signature,
    Typed,
)
from reports.papers.order import AssignmentOrder, Control
from reports.papers.year_end_report import YearEndReport
from reports.papers.year_end_report.rows import (
    Activity,
    Conclusion,
    Criterion,
    DeadlineRow,
    Decision,
    EnteredLater,
    FormerMentor,
    Interim,
    Interval,
    Need,
    Point,
    Votes,
)
from reports.papers.year_end_report.self_sums import self_sums
from tests.reports.papers.people import (
    DEPUTY,
    FOOTER,
    FORMER,
    HEAD,
    LETTERHEAD,
    MENTOR,
    NOVICE,
    SECRETARY,
    day,
    kk,
    ru,
)
from tests.reports.papers.voices import MENTOR_VOICE, NOVICE_VOICE

CRITERIA = (
    Criterion("D01", 1, 3, need=True),
    Criterion("D02", 2, 3),
    Criterion("D03", 2, 3),
    Criterion("D04", 2, 3),
    Criterion("D05", 2, 3),
    Criterion("D06", 2, 3),
    Criterion("D07", 1, 2, need=True),
    Criterion("D08", 3, 3),
    Criterion("D09", 2, 3),
    Criterion("D11", 3, 4),
    Criterion("D12", 1, 3, need=True),
    Criterion("D13", 2, 2),
    Criterion("D14", 0, 2, need=True),
    Criterion("D15", 1, 1, need=True),
)
SELF_BEFORE = {row.code: row.mentor_before + (row.code in ("D03", "D04", "D15")) for row in CRITERIA}
SELF_AFTER = {row.code: 4 if row.component == "organisational" else row.mentor_after for row in CRITERIA}
NEEDS = (
    Need("D01", "D01", proof=kk("Қаңтардан бері қатысқан 5 сабақтың 4-інде үй тапсырмасы қоңырауға дейін берілді.")),
    Need("D12", "D12", proof=ru("Проверки журнала 06.11, 15.01 и 08.04: замечаний нет.")),
    Need("D14", "D14", proof=kk("Қорытынды екі сабақтың бірінде үш деңгейлі тапсырма болды; бірлесіп дайындалды.")),
    Need("D07", "D07", proof=ru("Три из четырёх бесед с родителями проведены без наставника.")),
    Need("D15", "D15", proof=kk("Екі рет өзі шешті; тәжірибе әлі аз.")),
    Need("S1", words=ru("Как вести практические работы, если вытяжной шкаф один на два класса"),
         proof=ru("Две практические работы проведены по группам.")),
)  # fmt: skip


def _activity(
    number: int, planned: str, held: str, title: Typed, form: str, needs: str, hours: str, outcome: Typed, **more: Any
) -> Activity:
    planned_minutes, minutes = (sum(int(x) * y for x, y in zip(part.split(":"), (60, 1), strict=True)) if part else None
                                for part in hours.split("/"))  # fmt: skip
    return Activity(
        number=number,
        planned_on=day(planned),
        held_on=day(held) if held else None,
        title=title,
        form=words.FORMS[form],
        needs=tuple(needs.split()),
        planned_minutes=planned_minutes,
        minutes=minutes,
        outcome=outcome,
        **more,
    )


ACTIVITIES = (
    _activity(1, "22.09.2026", "22.09.2026", kk("Әр кезеңнің уақыты көрсетілген сабақ жоспары, «Зат құрылысы», 8-сынып"),
              "planning", "D01", "2:00/2:00", kk("Уақыты көрсетілген үлгі 29.09 бастап қолданылады")),
    _activity(2, "29.09.2026", "29.09.2026", ru("Электронный классный журнал и обязательные документы педагога"),
              "consultation", "D12", "1:30/1:30", ru("Журнал проверен 06.11: замечаний нет")),
    _activity(3, "08.10.2026", "08.10.2026", kk("Тәлімгердің 9 «Ә» сыныбындағы сабағы: кезеңдерді уақытпен ауыстыру"),
              "visit", "D01", "1:30/1:30", kk("Кезең ауыстырудың екі тәсілі таңдалып, қолданылды")),
    _activity(4, "20.10.2026", "20.10.2026", kk("8 «А» сыныбындағы сабақ: уақыт және қорытынды"),
              "observation", "D01 D14", "1:30/1:15", kk("Үй тапсырмасы қоңырауға 3 минут қалғанда берілді")),
    _activity(5, "05.11.2026", "05.11.2026", ru("Подготовка к родительскому собранию 7 «Б» класса"),
              "consultation", "D07", "1:00/1:00", ru("На собрании 06.11 были 17 семей из 22")),
    _activity(6, "17.11.2026", "24.11.2026", kk("7 «Б» сыныбындағы сабақ: кім жұмыс істейді, кім күтеді"),
              "observation", "D14", "1:30/1:30", kk("Өз деңгейінде тапсырмасы жоқ жеті оқушы анықталды"), days_late=5,
              reason=kk("Тәлімгер 16–20 қарашада дәлелді себеппен болмады.")),
    _activity(7, "26.11.2026", "26.11.2026", ru("Школьный семинар «Одна задача – три уровня»"),
              "seminar", "D14", "2:00/2:00", ru("12 карточек с заданиями трёх уровней")),
    _activity(8, "10.12.2026", "10.12.2026", kk("8 «А» сыныбындағы ашық сабақ, «Оксидтер» (аралық бағалау)"),
              "open_lesson", "D01 D14", "2:00/2:00", kk("24 ұпайдың 16-сы, 6-бөлімді қараңыз")),
    _activity(9, "21.01.2027", "21.01.2027", kk("Жанжалды шешу: сабақтан кейінгі әңгіме"),
              "consultation", "D15", "1:30/1:30", kk("Әңгіме тәртібі келісілді, екі рет қолданылды")),
    _activity(10, "16.02.2027", "18.02.2027", ru("Практическая работа по группам с одним вытяжным шкафом"),
              "planning", "S1 D14", "2:00/2:30", ru("Порядок работы двух групп записан и проверен на уроке"), days_late=2,
              reason=ru("16 и 17 февраля в районе не было занятий из-за бурана.")),
    _activity(11, "11.03.2027", "", kk("Химия мұғалімдерінің аудандық семинары"),
              "seminar", "D14", "2:30/", kk("Өткен жоқ."), replaced_by=12,
              reason=kk("Ұйымдастырушы 09.03.2027 болдырмады.")),
    _activity(12, "13.05.2027", "13.05.2027", kk("7 «Б» және 8 «А» сыныптарына қорытынды қатысу, қорытынды диагностика"),
              "observation", "D01 D07 D15", "2:00/2:00", kk("Екеуінде де уақыт сақталды, парақ қол қойылды")),
)  # fmt: skip


def _deadline(code: str, length: object, due: str, met: str, source: str, **more: Any) -> DeadlineRow:
    return DeadlineRow(
        code=code,
        length=length,
        due_on=day(due),
        met_on=day(met) if met else None,
        source=source,
        **{"state": "met", **more},
    )


DEADLINES = (
    _deadline("D1", words.counted(words.working_days(5), "hire", day("25.08.2026")), "01.09.2026", "28.08.2026", "law"),
    _deadline("D2", words.counted(words.calendar_days(10), "order"), "07.09.2026", "04.09.2026", "law_start_school"),
    _deadline("D3", words.counted(words.working_days(5), "level"), "11.09.2026", "11.09.2026", "law_start_school"),
    _deadline("D4a", words.LENGTHS["with_d3"], "11.09.2026", "11.09.2026", "school"),
    _deadline("D4b", words.counted(words.working_days(2), "submission"), "15.09.2026", "15.09.2026", "school",
              recorded_on=day("22.09.2026")),
    _deadline("D4c", words.counted(words.working_days(2), "agreement"), "17.09.2026", "18.09.2026", "school",
              state="met_late", days_late=1, reason=ru("16 и 17 сентября директор был на районной конференции.")),
    _deadline("D6", words.LENGTHS["quarter_2"], "25.12.2026", "10.12.2026", "school"),
    _deadline("D5", words.LENGTHS["year"], "25.05.2027", "13.05.2027", "law"),
    _deadline("D7", words.before_meeting(5), "20.05.2027", "19.05.2027", "law_day_school"),
    _deadline("D8", words.LENGTHS["meeting"], "27.05.2027", "", "law", state="meeting"),
)  # fmt: skip
INTERIM = Interim(
    format=words.FORMS["open_lesson"],
    held_on=day("10.12.2026"),
    subject=kk("8 «А» сыныбы, «Оксидтер және олардың жіктелуі», 24 оқушы"),
    present=kk("тәлімгер, директордың орынбасары, әдістемелік бірлестіктің екі мүшесі"),
    result=kk("Мақсат түсінікті, әр кезең уақытында өтті; тапсырма барлығына бірдей болғандықтан, жеті оқушы күтті."),
    next_steps=ru("К каждой теме третьей четверти – задания трёх уровней (мероприятия 10 и 12)."),
    points=(
        Point(kk("Сабақ мақсаты оқушыларға түсінікті"), 3),
        Point(kk("Әр кезеңнің уақыты сақталды"), 3),
        Point(kk("Түсіндіру"), 3),
        Point(kk("Әртүрлі деңгейдегі тапсырмалар"), 1),
        Point(kk("Сыныппен байланыс"), 3),
        Point(kk("Қорытынды және оқушыға кері байланыс"), 3),
    ),
)
CONCLUSIONS = (
    Conclusion("design", "ready", kk("Сабақты көмексіз жоспарлайды; өз тақырыбы әлі басталған жоқ.")),
    Conclusion("organisational", "ready", kk("Сабақ уақытында аяқталады; қарашадан бері ескерту жоқ.")),
    Conclusion("constructive", "with_support", kk("Түсінікті түсіндіреді; деңгейлік тапсырмалар бірге жасалады.")),
    Conclusion("analytical", "ready", ru("Ведёт дневник рефлексии, делится с коллегами.")),
    Conclusion("relational", "", kk("Сыныпта сабырлы; жанжалдарды анда-санда көмекпен шешеді.")),
)


def report(**changes: Any) -> YearEndReport:
    """The report before the hearing: boxes empty, all else told."""
    whole = YearEndReport(
        letterhead=LETTERHEAD,
        footer=FOOTER,
        academic_year="2026/2027",
        novice=Party(NOVICE, (kk("химия"), words.BASES["first_time"], words.hired(day("25.08.2026")))),
        mentor=Party(MENTOR, (kk("химия"), words.CATEGORIES["researcher"], words.service(19))),
        order_number="147",
        order_date=day("28.08.2026"),
        period=Interval(day("28.08.2026"), day("25.05.2027")),
        minutes_number="1",
        minutes_date=day("27.08.2026"),
        meeting_on=day("27.05.2027"),
        agenda_item=3,
        needed=kk("11.09.2026 диагностикасы бес қажеттілікті анықтады: сабақ уақыты, құжаттама, саралап оқыту, "
                  "ата-аналармен жұмыс, сыныптағы жанжалдар."),
        done=kk("Өзара сабаққа қатысу, бірлесіп жоспарлау, кеңестер, семинар, аралық бағалау ретінде ашық сабақ."),
        came=ru("Две потребности достигли уровня 3. Дифференциация и родители – уровень 2: нужна эпизодическая помощь."),
        criteria=CRITERIA,
        self_sums=self_sums(SELF_BEFORE, SELF_AFTER),
        diagnosed_on=day("11.09.2026"),
        closing_diagnosed_on=day("13.05.2027"),
        needs=NEEDS,
        activities=ACTIVITIES,
        deadlines=DEADLINES,
        interims=(INTERIM,),
        conclusions=CONCLUSIONS,
        novice_voice=NOVICE_VOICE,
        mentor_voice=MENTOR_VOICE,
        unresolved=(kk("Үш деңгейлі тапсырмалар әзірге бірлесіп дайындалады (D14)."),
                    ru("С двумя семьями 7 «Б» за год связаться не удалось (D07).")),
        recommendations=(kk("Кестеде тәлімгер мен тәлім алушыға ортақ бос сағат қарастыру."),
                         ru("Диагностировать дифференциацию посещением урока уже в сентябре.")),
        verdict="with_support",
        recommendation=kk("2027/2028 оқу жылының бірінші жартысында саралап оқыту бойынша көмек жоспарлансын: екі аптада "
                          "бір рет бірлескен жоспарлау және кестеде ортақ бос сағат."),
        signatures=(
            Signature(words.ROLES["mentor"], MENTOR, day("19.05.2027")),
            Signature(words.ROLES["chair"], HEAD),
            Signature(words.ROLES["novice_acquainted"], NOVICE, day("19.05.2027")),
            Signature(words.ROLES["secretary"], SECRETARY),
        ),
    )  # fmt: skip
    return replace(whole, **changes)


def decided() -> YearEndReport:
    """After the hearing, of a demonstration, and with all that can be out of the ordinary in a year."""
    return report(
        demo=True,
        decision=Decision(
            verdict="with_support",
            evaluation="effective",
            decided_on=day("27.05.2027"),
            minutes="9",
            votes=Votes(21, 0, 2),
            support_until=day("31.12.2027"),
            reasons=kk("Саралап оқыту бойынша қолдау жалғассын; тәлімгер көтермеленсін."),
        ),
        former_mentors=(
            FormerMentor(Party(FORMER), Interval(day("28.08.2026"), day("22.01.2027")), "147", day("28.08.2026")),
        ),
        without_mentor=(Interval(day("23.01.2027"), day("29.01.2027"), ru("Наставник уволилась по переезду.")),),
        suspensions=(Interval(day("01.02.2027"), day("05.02.2027"), kk("Мектеп аязға байланысты жабылды.")),),
        exemptions=(exemption(),),
        entered_later=(
            EnteredLater(
                _("Activity"),
                kk("8 «Б» сыныбында бірлескен сабақ өтті."),
                day("12.11.2026"),
                day("20.11.2026"),
                ru("Неделю не было интернета."),
            ),
        ),
        taken_over_on=day("05.11.2026"),
    )


def exemption() -> Exemption:
    return Exemption(
        heading=_("Exception by the head"),
        rule=kk("E3, білім сапасы"),
        by=HEAD,
        on=day("28.08.2026"),
        reason=kk("Шағын жинақты мектепте басқа химия мұғалімі жоқ."),
    )


def order(**changes: Any) -> AssignmentOrder:
    whole = AssignmentOrder(
        letterhead=LETTERHEAD,
        footer=replace(FOOTER, code="3H8RT61BV4", made_at=datetime(2026, 8, 28, 6, 20, tzinfo=UTC)),
        number="147",
        issued_on=day("28.08.2026"),
        place=InLanguages(kk="Ақжайлау ауылы", ru="село Акжайлау", en="Aqzhailau village"),
        academic_year="2026/2027",
        basis="first_time",
        novice=Party(NOVICE, (kk("химия"),)),
        mentor=Party(MENTOR, (kk("химия"), words.CATEGORIES["researcher"])),
        period_from=day("28.08.2026"),
        period_to=day("25.05.2027"),
        level_due=day("07.09.2026"),
        minutes_number="1",
        minutes_date=day("27.08.2026"),
        control=Control(words.ROLES["deputy"], DEPUTY),
        signed_by=Signature(words.ROLES["head"], HEAD),
        acquainted=(
            Signature(words.ROLES["novice"], NOVICE),
            Signature(words.ROLES["mentor"], MENTOR),
            Signature(words.ROLES["deputy"], DEPUTY),
        ),
    )
    return replace(whole, **changes)
