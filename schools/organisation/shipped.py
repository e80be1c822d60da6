"""What an installation knows from the start: subjects of the curriculum and qualification categories."""

# code: (area, marks are given, Kazakh, Russian, English)
SUBJECTS: dict[str, tuple[str, bool, str, str, str]] = {
    "primary": ("primary", True, "Бастауыш сынып", "Начальные классы", "Primary school"),
    "kazakh_language": ("languages", True, "Қазақ тілі мен әдебиеті", "Казахский язык и литература", "Kazakh language and literature"),
    "russian_language": ("languages", True, "Орыс тілі мен әдебиеті", "Русский язык и литература", "Russian language and literature"),
    "english": ("languages", True, "Ағылшын тілі", "Английский язык", "English"),
    "german": ("languages", True, "Неміс тілі", "Немецкий язык", "German"),
    "mathematics": ("exact", True, "Математика", "Математика", "Mathematics"),
    "computer_science": ("exact", True, "Информатика", "Информатика", "Computer science"),
    "physics": ("natural", True, "Физика", "Физика", "Physics"),
    "chemistry": ("natural", True, "Химия", "Химия", "Chemistry"),
    "biology": ("natural", True, "Биология", "Биология", "Biology"),
    "geography": ("natural", True, "География", "География", "Geography"),
    "natural_science": ("natural", True, "Жаратылыстану", "Естествознание", "Natural science"),
    "history": ("social", True, "Тарих", "История", "History"),
    "law": ("social", True, "Құқық негіздері", "Основы права", "Basics of law"),
    "music": ("arts", True, "Музыка", "Музыка", "Music"),
    "art": ("arts", True, "Көркем еңбек", "Художественный труд", "Art and craft"),
    "physical_education": ("physical", True, "Дене шынықтыру", "Физическая культура", "Physical education"),
    "military": ("physical", True, "Алғашқы әскери дайындық", "Начальная военная подготовка", "Basic military training"),
    "psychology": ("support", False, "Педагог-психолог", "Педагог-психолог", "Educational psychologist"),
    "social_pedagogy": ("support", False, "Әлеуметтік педагог", "Социальный педагог", "Social pedagogue"),
    "preschool": ("primary", False, "Мектепалды даярлық", "Предшкольная подготовка", "Preschool preparation"),
}  # fmt: skip

# In ascending order (domain, section 5, E1): code: (Kazakh, Russian, English)
CATEGORY_LEVELS: dict[str, tuple[str, str, str]] = {
    "trainee": ("педагог-тағылымдамашы", "педагог-стажер", "trainee teacher"),
    "teacher": ("педагог", "педагог", "teacher"),
    "moderator": ("педагог-модератор", "педагог-модератор", "teacher-moderator"),
    "expert": ("педагог-сарапшы", "педагог-эксперт", "teacher-expert"),
    "researcher": ("педагог-зерттеуші", "педагог-исследователь", "teacher-researcher"),
    "master": ("педагог-шебер", "педагог-мастер", "teacher-master"),
}
