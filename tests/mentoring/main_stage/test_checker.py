"""The checker of feedback: what it advises, and what it leaves alone, in three languages."""

import time
import unicodedata

import pytest

from mentoring.main_stage.checker import CHECKS, check
from mentoring.main_stage.checker.text import sentences


def codes(text: str, field: str = "attitude") -> set[str]:
    """Phrases found in a text that stands in this field; the structure aside."""
    texts = {"situation": "On 01.12.2026.", "attitude": "", "suggestion": ""} | {field: text}
    return {item.code for item in check(**texts).of(field) if item.phrase}


@pytest.mark.parametrize(
    "text",
    [
        "You always lose time at the start.",
        "You, it seems, never ask the quiet ones.",
        "YOU'RE ALWAYS LATE WITH THE JOURNAL",
        "you’ve never once written a summing-up",
        "You tend to speak to the board.",
        "You are inclined to hurry.",
        "But you lose the last five minutes all the time.",
        "Ты всегда теряешь время в начале.",
        "Вы, к сожалению, никогда не подводите итог.",
        "Вечно ты опаздываешь.",
        "Ты, как всегда, опоздала к звонку.",
        "У вас постоянно шумно.",
        "Вы склонны торопиться.",
        "Ты всё время смотришь в доску.",
        "Постоянно забываете про итог.",
        "Сен үнемі кешігесің.",
        "Сіз, өкінішке қарай, ешқашан қорытынды жасамайсыз.",
        "Сіз әрқашан асығасыз.",
        "Сіз сабақ басында әрдайым уақыт жоғалтасыз.",
        "Ылғи кешігесіз.",
        "Сіз асығуға бейімсіз.",
        "СІЗ ҮНЕМІ АСЫҒАСЫЗ",
    ],
)
def test_generalising_is_seen(text):
    assert "generalising" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Today the homework check took 14 minutes.",
        "You do not always sum up; today you did.",
        "You said “you always forget us” was what a pupil wrote.",
        'A parent wrote: "You never call."',
        "When you ask, I always learn something.",
        "You saw that pupils never raised hands at the back.",
        "I always enjoy your examples.",
        "Вы не всегда подводите итог, а сегодня подвели.",
        "Родитель сказал вам: «Вы никогда не звоните».",
        "Ученик написал: „ты всегда кричишь“.",
        "Я всегда рада вам помочь.",
        "Вы видели, что ученики никогда не списывают.",
        "Всегда приятно видеть, когда класс работает.",
        "Всегда держите таймер под рукой.",
        "Сіз әрдайым емес, бүгін ғана кешіктіңіз.",
        "Оқушы сізге: «Сіз үнемі ұрысасыз» деді.",
        "Мен сізге әрқашан көмектесемін.",
        "Оқушылар үнемі қол көтереді.",
    ],
)
def test_what_is_no_generalisation_is_left_alone(text):
    assert "generalising" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "There was no summing-up because you don't want to plan.",
        "You simply don't care about the back rows.",
        "You came late on purpose.",
        "You were just too lazy to plan.",
        "Потому что ты не хочешь готовиться.",
        "Тебе, видимо, всё равно.",
        "Вам все равно, что думают ученики.",
        "Ты нарочно опоздала.",
        "Вы сделали это назло.",
        "Ты просто ленишься.",
        "Вы поленились проверить тетради.",
        "Сізге бәрібір.",
        "Саған, шамасы, бәрібір.",
        "Сіз әдейі кешіктіңіз.",
        "Қасақана айтпадыңыз.",
        "Сіз жалқаусыз.",
        "Дайындалғыңыз келмейді.",
    ],
)
def test_a_guessed_motive_is_seen(text):
    assert "motive" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The pupils made noise on purpose to see what happens.",
        "I deliberately sat in the last row.",
        "You didn't try the timer on Tuesday.",
        "Ученики нарочно шумели.",
        "Я намеренно села за последнюю парту.",
        "Вам все равно нужно вести журнал, покажу короткий способ.",
        "Оқушылар әдейі шулады.",
        "Сізге бәрібір журнал толтыру керек, бірге қарайық.",
        "Ученик сказал: «Вам всё равно».",
    ],
)
def test_a_fact_about_others_is_no_motive(text):
    assert "motive" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "You did wrong.",
        "Bad lesson.",
        "Well done!",
        "Плохо.",
        "Ты поступила неправильно.",
        "Молодец!",
        "Нашар сабақ.",
        "Сіз дұрыс емес істедіңіз.",
        "Жарайсыз!",
    ],
)
def test_a_bare_label_is_seen(text):
    assert "label" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The last 4 minutes were too poor in practice.",
        "Well done: eleven pupils put up their hands.",
        "Плохо, что на итог осталось 2 минуты.",
        "Нашар тұсы: қорытындыға 2 минут қалды.",
        "The example with the bus fares was good for those who sit at the back.",
        "Вы сказали: «плохо».",
    ],
)
def test_a_judgement_with_its_fact_is_no_label(text):
    assert "label" not in codes(text)


GOOD = {
    "en": (
        "On 01.12.2026, lesson 3 in 7B, the new topic began at minute 17.",
        "I was glad about the example with the bus fares. There were four minutes for practice and no summing-up.",
        "Put the timer on 7 minutes for the homework check. I will sit in on Thursday.",
    ),
    "ru": (
        "01.12.2026 на третьем уроке в 7 «Б» новая тема началась на 17-й минуте.",
        "Мне понравился пример с билетами. Но на практику осталось четыре минуты.",
        "Поставьте таймер на 7 минут на проверку домашнего задания.",
    ),
    "kk": (
        "01.12.2026 күні 7 «Б» сыныбының үшінші сабағында жаңа тақырып 17-минутта басталды.",
        "Маған автобус билетімен берген мысал ұнады. Бірақ жаттығуға төрт минут қана қалды.",
        "Үй тапсырмасын тексеруге таймерді 7 минутқа қойыңыз.",
    ),
}


@pytest.mark.parametrize("language", GOOD)
def test_a_good_note_gets_no_advice(language):
    result = check(*GOOD[language])
    assert result.advice == ()
    assert result.passed == set(CHECKS)


@pytest.mark.parametrize("language", GOOD)
def test_letters_may_be_composed_or_not_large_or_small(language):
    texts = [unicodedata.normalize("NFD", text).upper() for text in GOOD[language]]
    assert check(*texts).passed == set(CHECKS)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("situation", "It was noisy.", "fact"),
        ("situation", "Было шумно.", "fact"),
        ("situation", "Шулы болды.", "fact"),
        ("attitude", "There was no summing-up.", "positive"),
        ("attitude", "Объяснение было не понятно.", "positive"),
        ("attitude", "Түсіндіру түсінікті емес болды.", "positive"),
        ("attitude", "I was glad about the example.", "growth"),
        ("attitude", "Мне понравился пример.", "growth"),
        ("attitude", "Маған мысал ұнады.", "growth"),
        ("suggestion", "More attention to time.", "action"),
        ("suggestion", "Уделяйте больше внимания времени.", "action"),
        ("suggestion", "Уақытқа көбірек көңіл бөліңіз.", "action"),
        ("suggestion", "Быть внимательнее.", "action"),
        ("suggestion", "", "empty"),
        ("attitude", "  \n", "empty"),
    ],
)
def test_what_is_missing_is_named_at_its_field(field, text, code):
    texts = {"situation": "At minute 17 of lesson 3.", "attitude": "", "suggestion": ""} | {field: text}
    assert code in {item.code for item in check(**texts).of(field)}


@pytest.mark.parametrize(
    "text",
    ["Запишите время в журнал.", "Попробуй начать с вопроса.", "Давайте вместе составим план.", "Поставить таймер.",
     "Ask three pupils at the back.", "Let's plan it together.", "Бірге жоспарлайық.", "Мен бейсенбіде келемін.",
     "Соңғы партадағыларға сұрақ қою керек."],
)  # fmt: skip
def test_an_action_is_seen(text):
    assert "action" in check("", "", text).passed


def test_the_phrase_comes_back_as_it_was_typed():
    (found,) = [item for item in check("", "Но Вы,  увы, Всегда спешите.", "").advice if item.code == "generalising"]
    assert found.phrase == "Вы, увы, Всегда"


def test_an_empty_note_is_read_too():
    assert {item.code for item in check("", "", "").advice} == {"empty"}


def test_a_long_text_is_read_quickly_enough_to_finish():
    assert check("You " * 5000, "вы, " * 5000, "сіз " * 5000).passed is not None


@pytest.mark.parametrize("text", ["." * 20_000 + "x", "not good " * 2_000, "жақсы емес " * 2_000])
def test_a_long_text_is_read_in_a_time_that_grows_with_its_length(text: str):
    """A table of contents with its points, or one sentence without an end: not with the square of the length."""
    begun = time.process_time()
    check(text, text, text)
    assert time.process_time() - begun < 5


def test_a_run_of_points_ends_a_sentence_once():
    assert [sentence.original for sentence in sentences("Бір... Екі...үш.. Төрт?!")] == [
        "Бір...",
        " Екі...үш..",
        " Төрт?!",
    ]


@pytest.mark.parametrize(("text", "went_well"), [
    ("It was not good", False), ("It was not very good", False), ("Түсінікті  емес", False), ("It was good", True),
    ("Nothing was left out and the example was good", True),
])  # fmt: skip
def test_what_did_not_go_well_is_no_praise(text: str, went_well: bool):
    assert ("positive" in check("On 01.12.2026.", text, "").passed) is went_well
