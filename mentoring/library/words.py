"""How criteria, components and levels are named on pages. Papers have shorter names of their own for the chart."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

# Abilities, so that each reads well with each level: “settling conflicts: not observed”.
CRITERIA: dict[str, Promise] = {
    "D01": pgettext_lazy("criterion", "Time in the lesson"),
    "D02": pgettext_lazy("criterion", "Giving homework and summing up the lesson"),
    "D03": pgettext_lazy("criterion", "Explaining the material"),
    "D04": pgettext_lazy("criterion", "Staying on the topic"),
    "D05": pgettext_lazy("criterion", "Choosing forms and methods"),
    "D06": pgettext_lazy("criterion", "Finding contact with pupils, adolescents above all"),
    "D07": pgettext_lazy("criterion", "Working with parents"),
    "D08": pgettext_lazy("criterion", "Working with colleagues"),
    "D09": pgettext_lazy("criterion", "Working with the administration"),
    "D10": pgettext_lazy("criterion", "Emotional strain"),
    "D11": pgettext_lazy("criterion", "Taking up what is new and reflecting on one’s work"),
    "D12": pgettext_lazy("criterion", "Keeping journals and documents"),
    "D13": pgettext_lazy("criterion", "Drawing up the work programme, working on the self-education topic"),
    "D14": pgettext_lazy("criterion", "Differentiation"),
    "D15": pgettext_lazy("criterion", "Settling behavioural conflicts"),
}
COMPONENTS: dict[str, Promise] = {
    "organisational": pgettext_lazy("component", "Organisational"),
    "constructive": pgettext_lazy("component", "Constructive"),
    "design": pgettext_lazy("component", "Design"),
    "relational": pgettext_lazy("component", "Relations"),
    "analytical": pgettext_lazy("component", "Analytical"),
    "wellbeing": pgettext_lazy("component", "Wellbeing"),
}
LEVELS: dict[int, Promise] = {
    0: pgettext_lazy("level", "not observed"),
    1: pgettext_lazy("level", "with constant help"),
    2: pgettext_lazy("level", "with occasional help"),
    3: pgettext_lazy("level", "independently"),
    4: pgettext_lazy("level", "shares with others"),
}
# D10 is a strain and not a skill: the same five steps, in words that fit it.
STRAIN_LEVELS: dict[int, Promise] = {
    0: pgettext_lazy("strain", "I cannot cope with it"),
    1: pgettext_lazy("strain", "I cope with constant help"),
    2: pgettext_lazy("strain", "I cope with occasional help"),
    3: pgettext_lazy("strain", "I cope on my own"),
    4: pgettext_lazy("strain", "I help others to cope"),
}
