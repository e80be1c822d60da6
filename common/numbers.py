"""How shares are written: a percentage is never rounded past a limit and never stands without its counts."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from common.dates import language_of

_MOST_DIGITS = 4
NBSP = "\u00a0"


def percent_number(part: int, whole: int, language: str | None = None) -> str:
    """65.4 for 68 of 104: one decimal, half up, with the language's decimal sign; no zero behind a whole number.

    Where that would lift a share to a whole percent that it does not reach, more digits are shown (59.96 is not 60;
    domain.md §5, E3). Raises ZeroDivisionError when `whole` is 0: there is no share to speak of.
    """
    if whole == 0:
        raise ZeroDivisionError("A share of nothing")
    exact = Decimal(part) * 100 / Decimal(whole)
    for digits in range(1, _MOST_DIGITS + 1):
        shown = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
        if int(shown) == int(exact):
            break
    else:
        shown = exact.quantize(shown, rounding=ROUND_DOWN)
    return decimal_number(shown, language)


def decimal_number(number: Decimal, language: str | None = None) -> str:
    """75,6 for 75.60: no zero behind the last digit that says anything, with the language's decimal sign."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if language_of(language) == "en" else text.replace(".", ",")
