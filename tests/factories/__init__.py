"""Factories. They name situations; people are invented."""

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
    "DepartmentFactory",
    "EmploymentFactory",
    "PostFactory",
    "SchoolFactory",
    "UserFactory",
    "actor",
    "deputy_of",
    "eligible_mentor",
    "give",
    "head_of",
]
