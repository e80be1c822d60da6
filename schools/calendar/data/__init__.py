"""Country data shipped with the product. An installation starts from it; the operator's rows come on top."""

from schools.calendar.data.academic_years import (
    SHIPPED_YEARS,
    academic_year_of,
    academic_year_starting,
    estimated_year,
    teaching_year_of,
)
from schools.calendar.data.decrees import SHIPPED_DECREES

__all__ = [
    "SHIPPED_DECREES",
    "SHIPPED_YEARS",
    "academic_year_of",
    "academic_year_starting",
    "estimated_year",
    "teaching_year_of",
]
