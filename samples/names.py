"""Invented people of Kazakhstan: surnames, names and patronymics that agree with each other and with the person."""

# ruff: noqa: SIM905  names read better as words than as quoted lists

import random
from dataclasses import dataclass

# A surname with a slash has a man's and a woman's form.
KAZAKH_SURNAMES = (
    "Омаров/Омарова Ержанов/Ержанова Сәрсенов/Сәрсенова Қасымбеков/Қасымбекова Төлегенов/Төлегенова "
    "Нұрғалиев/Нұрғалиева Ахметов/Ахметова Жүнісов/Жүнісова Мұратов/Мұратова Әбдірахманов/Әбдірахманова "
    "Сұлтанғазиев/Сұлтанғазиева Байжанов/Байжанова Ермеков/Ермекова Рахимов/Рахимова Садықов/Садықова "
    "Дүйсенов/Дүйсенова Есенов/Есенова Құрманов/Құрманова Оспанов/Оспанова Смағұлов/Смағұлова Тұрсынов/Тұрсынова "
    "Шәріпов/Шәріпова Ысқақов/Ысқақова Бекенов/Бекенова Қалиев/Қалиева Ибраев/Ибраева Мәмбетов/Мәмбетова "
    "Жақсылықов/Жақсылықова Сейтқали Жұмабай Тасболат Әлімжан Бақытжан Қайратбек Досмағамбет Төребек Амангелді"
).split()
KAZAKH_MEN = (
    "Нұрлан Қанат Асқар Ерасыл Диас Әлихан Ислам Рүстем Бауыржан Дәурен Ермек Жандос Мейрам Олжас Санжар Талғат "
    "Тимур Шыңғыс Арман Бекзат Ғалым Данияр Қуаныш Мақсат"
).split()
KAZAKH_WOMEN = (
    "Гүлнара Динара Аружан Сәуле Әсел Бақыт Томирис Гүлнұр Роза Дильназ Шолпан Айгүл Ақмарал Баян Жанар Зәуре "
    "Қарлығаш Ләззат Мәншүк Назгүл Орынкүл Перизат Райхан Сандуғаш Ұлжан Айнұр Мадина Әйгерім Құралай Жұлдыз"
).split()
KAZAKH_FATHERS = (
    "Сапар Бауыржан Асқар Талғат Ерлан Болат Дәурен Қайрат Серік Мұхтар Нұржан Руслан Асхат Марат Әбдіғали Ерік "
    "Тілеуберді Жақсыбек Қанат Мейрамбек Сағат Төлеу Ықылас Бекен"
).split()
# As in papers of older people: father's name with the Russian ending, man's and woman's.
KAZAKH_RUSSIAN_FATHERS = (
    "Маратович/Маратовна Серикович/Сериковна Болатович/Болатовна Кайратович/Кайратовна Ермекович/Ермековна"
).split()

RUSSIAN_SURNAMES = (
    "Иваненко Кузнецов/Кузнецова Попов/Попова Соколов/Соколова Лебедев/Лебедева Морозов/Морозова Волков/Волкова "
    "Зайцев/Зайцева Павленко Семёнов/Семёнова Голубев/Голубева Виноградов/Виноградова Белов/Белова Комаров/Комарова "
    "Киселёв/Киселёва Тарасенко Ильин/Ильина Гусев/Гусева"
).split()
RUSSIAN_MEN = "Виктор Алексей Сергей Андрей Дмитрий Евгений Игорь Олег Павел Константин Максим Вячеслав".split()
RUSSIAN_WOMEN = (
    "Ирина Светлана Ольга Наталья Елена Татьяна Марина Людмила Анна Екатерина Юлия Вера Надежда Оксана"
).split()
RUSSIAN_FATHERS = (
    "Олегович/Олеговна Юрьевич/Юрьевна Викторович/Викторовна Сергеевич/Сергеевна Андреевич/Андреевна "
    "Иванович/Ивановна Николаевич/Николаевна Петрович/Петровна Владимирович/Владимировна Анатольевич/Анатольевна"
).split()

KOREAN_SURNAMES = "Пак Ким Цой Тен Хан Ли Югай Хегай Нам Шин".split()
GERMAN_SURNAMES = "Шмидт Вебер Кох Миллер Фишер Беккер Гартман Шнайдер Циммерман".split()

UYGHUR_SURNAMES = "Исмаилов/Исмаилова Розиев/Розиева Турдиев/Турдиева Насыров/Насырова Аюпов/Аюпова".split()
UYGHUR_MEN = "Абдулла Турсун Азиз Рашид Шавкат Ильдар".split()
UYGHUR_WOMEN = "Гульмира Патигуль Рошангуль Зульфия Халида Мунира".split()
UYGHUR_FATHERS = "Турсунович/Турсуновна Азизович/Азизовна Рашидович/Рашидовна Шавкатович/Шавкатовна".split()

UZBEK_SURNAMES = "Юсупов/Юсупова Каримов/Каримова Рахматов/Рахматова Мирзаев/Мирзаева Холматов/Холматова".split()
UZBEK_MEN = "Улугбек Бахтиёр Фарход Жасур Шухрат".split()
UZBEK_WOMEN = "Дилноза Нигора Феруза Гульчехра Севара".split()
UZBEK_FATHERS = "Бахтиёрович/Бахтиёровна Фарходович/Фарходовна Шухратович/Шухратовна Улугбекович/Улугбековна".split()

RUSSIAN_LETTERS = str.maketrans("ӘәҒғҚқҢңӨөҰұҮүҺһІі", "АаГгКкНнОоУуУуХхИи")
"""How Kazakh names were written in papers with Russian letters only."""


@dataclass(frozen=True)
class Name:
    surname: str
    given: str
    patronymic: str
    is_woman: bool

    @property
    def in_russian_letters(self) -> "Name":
        surname, given, patronymic = (
            part.translate(RUSSIAN_LETTERS) for part in (self.surname, self.given, self.patronymic)
        )
        return Name(surname, given, patronymic, self.is_woman)


def invent(chance: random.Random, *, is_woman: bool, kazakh_only: bool = False) -> Name:
    """One name. Three of four are Kazakh, the others as mixed as schools are."""
    kind = "kazakh" if kazakh_only else chance.choices(
        ["kazakh", "russian", "korean", "german", "uyghur", "uzbek"], [70, 16, 4, 4, 3, 3]
    )[0]  # fmt: skip
    return {
        "kazakh": _kazakh,
        "russian": lambda c, w: _plain(c, w, RUSSIAN_SURNAMES, RUSSIAN_MEN, RUSSIAN_WOMEN, RUSSIAN_FATHERS),
        "korean": lambda c, w: _plain(c, w, KOREAN_SURNAMES, RUSSIAN_MEN, RUSSIAN_WOMEN, RUSSIAN_FATHERS),
        "german": lambda c, w: _plain(c, w, GERMAN_SURNAMES, RUSSIAN_MEN, RUSSIAN_WOMEN, RUSSIAN_FATHERS),
        "uyghur": lambda c, w: _plain(c, w, UYGHUR_SURNAMES, UYGHUR_MEN, UYGHUR_WOMEN, UYGHUR_FATHERS),
        "uzbek": lambda c, w: _plain(c, w, UZBEK_SURNAMES, UZBEK_MEN, UZBEK_WOMEN, UZBEK_FATHERS),
    }[kind](chance, is_woman)


def _kazakh(chance: random.Random, is_woman: bool) -> Name:
    surname = _form(chance.choice(KAZAKH_SURNAMES), is_woman)
    given = chance.choice(KAZAKH_WOMEN if is_woman else KAZAKH_MEN)
    roll = chance.random()
    if roll < 0.05:
        patronymic = ""
    elif roll < 0.2:
        patronymic = _form(chance.choice(KAZAKH_RUSSIAN_FATHERS), is_woman)
    else:
        patronymic = chance.choice(KAZAKH_FATHERS) + ("қызы" if is_woman else "ұлы")
    return Name(surname, given, patronymic, is_woman)


def _plain(
    chance: random.Random, is_woman: bool, surnames: list[str], men: list[str], women: list[str], fathers: list[str]
) -> Name:
    return Name(
        _form(chance.choice(surnames), is_woman),
        chance.choice(women if is_woman else men),
        _form(chance.choice(fathers), is_woman),
        is_woman,
    )


def _form(forms: str, is_woman: bool) -> str:
    man, _, woman = forms.partition("/")
    return woman if is_woman and woman else man
