"""How schools write the subjects of the curriculum beside their full names (pure)."""

from collections.abc import Iterable

from common.names import fold

# code: other ways to write it, in Russian and Kazakh
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "primary": ("начальная школа", "начальное обучение", "бастауыш", "бастауыш сыныптар"),
    "kazakh_language": ("казахский язык", "қазақ тілі", "каз.яз", "казахский язык и лит-ра", "қазақ әдебиеті"),
    "russian_language": ("русский язык", "орыс тілі", "рус.яз", "русский язык и лит-ра"),
    "english": ("английский", "иностранный язык (английский)", "шет тілі (ағылшын)", "ағылшын"),
    "german": ("немецкий", "иностранный язык (немецкий)", "неміс"),
    "mathematics": ("алгебра", "геометрия", "алгебра, геометрия", "матем", "математика, алгебра, геометрия"),
    "computer_science": ("информатика и икт", "икт", "цифровая грамотность"),
    "history": ("история казахстана", "всемирная история", "қазақстан тарихы", "дүниежүзі тарихы"),
    "law": ("основы права", "право", "құқық"),
    "art": ("художественный труд", "технология", "еңбек", "труд"),
    "physical_education": ("физкультура", "физ-ра", "физическое воспитание", "дене тәрбиесі"),
    "military": ("нвп", "нвтп", "ант", "аәтд", "алғашқы әскери және технологиялық дайындық"),
    "psychology": ("психолог", "психология"),
    "social_pedagogy": ("соцпедагог", "соц. педагог"),
    "preschool": ("предшкола", "мектепалды"),
}


def known_names(subjects: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Folded name → code: the names of (code, names), and the other ways to write them."""
    names = {fold(name): code for code, written in OTHER_NAMES.items() for name in written}
    return names | {fold(name): code for code, own in subjects for name in own if name}
