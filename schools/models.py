"""For Django alone: it looks for models here. Import them from their own folder."""

from schools.calendar.models import DecreeDay, SchoolDay, TeachingYear, Vacation  # noqa: F401  re-export is the purpose
from schools.organisation.models import Department, School, Subject  # noqa: F401
from schools.people.models import (  # noqa: F401
    CategoryLevel,
    EarlierEmail,
    Employment,
    EthicsRecord,
    Invitation,
    Post,
    Preparation,
    Qualification,
    Readmission,
    User,
    YearResult,
)
from schools.roster.models import ImportBatch  # noqa: F401
