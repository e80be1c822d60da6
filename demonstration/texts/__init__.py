"""What people of a school type: plans, activities, feedback, reports, minutes. Invented, but as schools write.

A new teacher and a mentor write in the language of their work: Kazakh, or Russian.
"""

from demonstration.texts.kazakh import KAZAKH
from demonstration.texts.russian import RUSSIAN
from demonstration.texts.shape import Feedback, Line, Texts, Told

BY_LANGUAGE: dict[str, Texts] = {"kk": KAZAKH, "ru": RUSSIAN}

__all__ = ["BY_LANGUAGE", "KAZAKH", "RUSSIAN", "Feedback", "Line", "Texts", "Told"]
