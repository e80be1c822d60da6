"""Factories. They name situations; people are invented."""

from tests.factories.mentoring import MOMENT, case, mentor_of, order_for, ready
from tests.factories.schools import (
    DepartmentFactory,
    EmploymentFactory,
    PostFactory,
    SchoolFactory,
    UserFactory,
    actor,
    deputy_of,
    eligible_mentor,
    give,
    head_of,
)

__all__ = [
    "MOMENT",
    "DepartmentFactory",
    "EmploymentFactory",
    "PostFactory",
    "SchoolFactory",
    "UserFactory",
    "actor",
    "case",
    "deputy_of",
    "eligible_mentor",
    "give",
    "head_of",
    "mentor_of",
    "order_for",
    "ready",
]
