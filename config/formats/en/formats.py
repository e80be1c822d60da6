"""English formats: those of all three languages, but a point before the decimals."""

from config.formats.shared import *  # noqa: F403  Django reads them from here

DECIMAL_SEPARATOR = "."
