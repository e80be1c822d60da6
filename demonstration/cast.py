"""Who plays what in the first two schools: people known by name, and the story of each new teacher."""

from dataclasses import dataclass
from random import Random

from demonstration.people import Person, named


@dataclass(frozen=True, slots=True)
class Part:
    """A new teacher with the name of the mentor, a second one where there is another, and the story."""

    name: str
    subject: str
    story: str
    mentor: str = ""
    successor: str = ""
    language: str = "kk"
    size: int = 6


DEPARTMENT = (
    "Самалды ауданының білім бөлімі",
    "Отдел образования Самалдинского района",
    "Education department of Samaldy district",
)
OFFICER = "Дүйсенбаев Марат Кәрімұлы"
OPERATOR = "Тұрысбеков Олжас Нұрланұлы"
LENT = "Омарова Гүлнара Сапарқызы"
"""Also mentors at the small school."""


def ordinary(chance: Random) -> list[Person]:
    """Those of the lyceum who hold a post or mentor; the others are invented."""

    def mentor(name: str, subject: str, category: str, since: int, **more: object) -> Person:
        return named(chance, name, subject, category, since, prepared=True, posts=("member",), **more)

    return [
        named(chance, "Сейтқали Айгүл Маратқызы", "kazakh_language", "master", 2001, posts=("deputy",)),
        named(chance, "Бекмұратов Серік Жанатұлы", "history", "master", 1996, posts=("head",)),
        named(chance, "Ибраева Роза Мұхтарқызы", "geography", "researcher", 1998, posts=("chair",)),
        named(
            chance, "Ли Наталья Сергеевна", "russian_language", "expert", 2006, posts=("secretary",), language="ru"
        ),
        named(chance, "Исабекова Жанар Ғабитқызы", "psychology", "expert", 2011, posts=("psychologist",)),
        mentor("Омарова Гүлнара Сапарқызы", "mathematics", "researcher", 1999),
        mentor("Жүнісова Бақыт Әбдіғалиқызы", "kazakh_language", "researcher", 2003),
        mentor("Ахметов Рүстем Талапұлы", "physics", "master", 1994),
        mentor("Сәрсенова Динара Асқарқызы", "computer_science", "researcher", 2008),
        mentor("Төлегенов Қанат Ерланұлы", "computer_science", "master", 2010),
        mentor("Ким Виктор Анатольевич", "chemistry", "researcher", 2002, language="ru"),
        mentor("Соколова Елена Викторовна", "russian_language", "master", 1997, language="ru"),
        mentor("Вебер Ольга Андреевна", "english", "researcher", 2005, language="ru"),
        mentor("Құрманова Шолпан Серікқызы", "biology", "master", 1995),
        mentor("Дүйсенова Перизат Сағатқызы", "primary", "researcher", 2000),
        mentor("Смағұлова Ләззат Тілеубердіқызы", "primary", "master", 1993),
        mentor("Оспанов Ғалым Қайратұлы", "history", "researcher", 2006),
        mentor("Мәмбетова Назгүл Ерланқызы", "mathematics", "master", 1998),
        mentor("Рахимова Айнұр Болатқызы", "english", "researcher", 2009),
        mentor("Жақсылықов Мейрам Нұржанұлы", "physical_education", "researcher", 2004),
    ]


ORDINARY: tuple[Part, ...] = (
    Part("Қасымбекова Аружан Талғатқызы", "mathematics", "rich", "Омарова Гүлнара Сапарқызы", size=10),
    Part("Есенов Арман Асхатұлы", "mathematics", "main", "Омарова Гүлнара Сапарқызы"),
    Part("Мұратова Әсел Дәуренқызы", "kazakh_language", "plan_sent", "Жүнісова Бақыт Әбдіғалиқызы"),
    Part("Цой Марина Юрьевна", "russian_language", "plan_agreed", "Соколова Елена Викторовна", language="ru"),
    Part("Жұмабай Ерасыл Қайратұлы", "physics", "level", "Ахметов Рүстем Талапұлы"),
    Part("Бекенова Мадина Қанатқызы", "computer_science", "one_side_rated", "Сәрсенова Динара Асқарқызы"),
    Part("Ержанов Нұрлан Бауыржанұлы", "computer_science", "overdue", "Төлегенов Қанат Ерланұлы"),
    Part("Пак Ирина Олеговна", "english", "due_today", "Вебер Ольга Андреевна", language="ru"),
    Part("Әлімжан Диас Ерікұлы", "physical_education", "due_soon"),
    Part("Шәріпова Дильназ Русланқызы", "primary", "on_agenda", "Дүйсенова Перизат Сағатқызы"),
    Part("Кузнецова Анна Петровна", "chemistry", "recommended", "Ким Виктор Анатольевич", language="ru"),
    Part("Садықов Бекзат Маратұлы", "history", "late_interim", "Оспанов Ғалым Қайратұлы"),
    Part("Қалиева Сандуғаш Ерлановна", "biology", "writing", "Құрманова Шолпан Серікқызы"),
    Part("Тасболат Құралай Бекенқызы", "primary", "to_be_heard", "Смағұлова Ләззат Тілеубердіқызы"),
    Part("Ермеков Асқар Серікұлы", "geography", "heard_today", "Оспанов Ғалым Қайратұлы"),
    Part("Морозова Юлия Николаевна", "english", "heard", "Рахимова Айнұр Болатқызы", language="ru"),
    Part("Нұрғалиева Томирис Асқарқызы", "mathematics", "completed", "Мәмбетова Назгүл Ерланқызы", size=8),
    Part("Ысқақов Жандос Мұхтарұлы", "physical_education", "left_early", "Жақсылықов Мейрам Нұржанұлы"),
    Part("Байжанова Ұлжан Төлеуқызы", "geography", "mistaken"),
    Part("Сұлтанғазиева Жұлдыз Серікқызы", "kazakh_language", "suspended", "Жүнісова Бақыт Әбдіғалиқызы"),
    Part(
        "Досмағамбет Данияр Ықыласұлы",
        "computer_science",
        "another_mentor",
        "Сәрсенова Динара Асқарқызы",
        "Төлегенов Қанат Ерланұлы",
    ),
)


def small(chance: Random) -> list[Person]:
    """All of the small school: nobody has the category that the rules ask for."""

    def member(name: str, subject: str, category: str, since: int, *posts: str) -> Person:
        return named(chance, name, subject, category, since, posts=posts or ("member",))

    return [
        member("Әбдірахманова Зәуре Сериковна", "history", "expert", 1999, "deputy"),
        member("Төребек Мақсат Жақсыбекұлы", "geography", "expert", 1991, "head", "chair"),
        member("Ермекова Баян Қайратқызы", "kazakh_language", "expert", 2003, "secretary"),
        member("Амангелді Орынкүл Мейрамбекқызы", "primary", "expert", 2001),
        member("Қайратбек Асқар Ерікұлы", "physics", "moderator", 2012),
        member("Сәрсенова Райхан Маратовна", "primary", "moderator", 2009),
        member("Бақытжан Талғат Сағатұлы", "physical_education", "moderator", 2010),
        member("Нұрғалиева Қарлығаш Бекенқызы", "biology", "expert", 2002),
        member("Оспанова Мәншүк Асханқызы", "english", "moderator", 2015),
    ]


SMALL: tuple[Part, ...] = (
    Part("Ахметова Әйгерім Дәуренқызы", "mathematics", "main", LENT),
    Part("Құрманов Санжар Талғатұлы", "primary", "plan_draft", "Амангелді Орынкүл Мейрамбекқызы"),
    Part("Дүйсенов Ислам Нұржанұлы", "kazakh_language", "due_soon"),
)
