"""The lists of the source to choose from (domain, section 9): code → words. Order as in the source."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Words = dict[str, Promise]

# Kinds of mentoring, by five signs.
PARTICIPANTS: Words = {
    "individual": pgettext_lazy("mentoring by participants", "individual"),
    "group": pgettext_lazy("mentoring by participants", "group"),
    "collective_individual": pgettext_lazy("mentoring by participants", "collective-individual"),
    "collective_group": pgettext_lazy("mentoring by participants", "collective-group"),
}
OPENNESS: Words = {
    "direct": pgettext_lazy("mentoring by openness", "direct"),
    "indirect": pgettext_lazy("mentoring by openness", "indirect"),
}
CONTENT: Words = {
    "corporate": pgettext_lazy("mentoring by content", "corporate"),
    "socio_psychological": pgettext_lazy("mentoring by content", "socio-psychological"),
    "qualification": pgettext_lazy("mentoring by content", "qualification"),
    "complementary": pgettext_lazy("mentoring by content", "complementary"),
}
TIME: Words = {
    "episodic": pgettext_lazy("mentoring by time", "episodic"),
    "periodic": pgettext_lazy("mentoring by time", "periodic"),
    "systematic": pgettext_lazy("mentoring by time", "systematic"),
}
FORMALITY: Words = {
    "formal": pgettext_lazy("mentoring by formality", "formal"),
    "informal": pgettext_lazy("mentoring by formality", "informal"),
}

FUNCTIONS: Words = {
    "adaptation": pgettext_lazy("function of mentoring", "adaptation"),
    "diagnostic": pgettext_lazy("function of mentoring", "diagnostic"),
    "integration": pgettext_lazy("function of mentoring", "integration"),
    "consulting_didactic": pgettext_lazy("function of mentoring", "consulting-didactic"),
    "stimulating": pgettext_lazy("function of mentoring", "stimulating"),
    "analytical": pgettext_lazy("function of mentoring", "analytical"),
    "dissemination": pgettext_lazy("function of mentoring", "dissemination"),
    "socio_psychological": pgettext_lazy("function of mentoring", "socio-psychological"),
}
SUPPORT: Words = {
    "training": pgettext_lazy("support function", "training"),
    "consulting": pgettext_lazy("support function", "consulting"),
    "diagnostic": pgettext_lazy("support function", "diagnostic"),
    "psychotherapeutic": pgettext_lazy("support function", "psychotherapeutic"),
    "correctional": pgettext_lazy("support function", "correctional"),
    "adaptation": pgettext_lazy("support function", "adaptation"),
    "information": pgettext_lazy("support function", "information"),
    "project": pgettext_lazy("support function", "project"),
    "guiding": pgettext_lazy("support function", "guiding"),
    "generalising": pgettext_lazy("support function", "generalising experience"),
    "innovation": pgettext_lazy("support function", "innovation"),
    "publishing": pgettext_lazy("support function", "publishing and joint research"),
}
TECHNIQUES: Words = {
    "supporting": pgettext_lazy("technique", "supporting"),
    "sowing": pgettext_lazy("technique", "sowing"),
    "catalysing": pgettext_lazy("technique", "catalysing"),
    "showing": pgettext_lazy("technique", "showing"),
    "harvesting": pgettext_lazy("technique", "harvesting"),
}
INTERIM_FORMATS: Words = {
    "project": pgettext_lazy("interim format", "pedagogical project"),
    "methodology": pgettext_lazy("interim format", "methodology"),
    "open_lesson": pgettext_lazy("interim format", "open lesson"),
    "publication": pgettext_lazy("interim format", "publication"),
}
AIMS: Words = {
    "professional": pgettext_lazy("aim", "professional"),
    "technical": pgettext_lazy("aim", "technical"),
    "creative": pgettext_lazy("aim", "creative"),
    "scientific": pgettext_lazy("aim", "scientific-methodological"),
    "moral": pgettext_lazy("aim", "moral"),
    "managerial": pgettext_lazy("aim", "managerial"),
    "cultural": pgettext_lazy("aim", "cultural-educational"),
    "social": pgettext_lazy("aim", "social"),
    "leisure": pgettext_lazy("aim", "leisure"),
}
SUMMARY_HEADINGS: Words = {
    "mistakes": pgettext_lazy("heading of the summary", "mistakes avoided"),
    "teamwork": pgettext_lazy("heading of the summary", "teamwork"),
    "trust": pgettext_lazy("heading of the summary", "trust of pupils"),
    "practices": pgettext_lazy("heading of the summary", "new practices taken up"),
    "results": pgettext_lazy("heading of the summary", "results of the school"),
    "stayed": pgettext_lazy("heading of the summary", "teachers who stayed"),
}
