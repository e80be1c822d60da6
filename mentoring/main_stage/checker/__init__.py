"""Advice on feedback while it is written (domain, section 7). Pure: three texts in, codes with a phrase out.

It reads Kazakh, Russian and English at once, whatever language the page speaks. It never blocks, and what it finds is
shown to the writer alone and stored nowhere. Words for the codes stand in `main_stage.advice`.
"""

from mentoring.main_stage.checker.check import CHECKS, Advice, Result, check

__all__ = ["CHECKS", "Advice", "Result", "check"]
