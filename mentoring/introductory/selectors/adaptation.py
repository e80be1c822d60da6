"""The adaptation page: points by section, in the order of the plan."""

from dataclasses import dataclass
from typing import Any

from mentoring.introductory.models import AdaptationItem
from mentoring.mentorships.models import Mentorship


@dataclass(frozen=True, slots=True)
class Section:
    """Points of one section."""

    label: Any
    items: tuple[AdaptationItem, ...]


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What the page shows."""

    sections: tuple[Section, ...]
    count: int
    done: int


def adaptation_page(mentorship: Mentorship) -> Adaptation:
    """One query."""
    items = list(mentorship.adaptation_items.select_related("done_by"))
    sections = []
    for section in AdaptationItem.Section:
        here = tuple(item for item in items if item.section == section)
        if here:
            sections.append(Section(label=section.label, items=here))
    return Adaptation(
        sections=tuple(sections), count=len(items), done=sum(item.done_on is not None for item in items)
    )
