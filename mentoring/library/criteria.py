"""The fifteen diagnostic criteria and their component (domain, section 10). Pure codes; their words are in `words.py`."""

from dataclasses import dataclass

STRAIN = "D10"  # emotional strain: rated by the novice alone, in no total and no paper
LEVELS = (0, 1, 2, 3, 4)
NEED_AT_MOST = 1  # a criterion rated so low asks for an activity of the plan
DISCUSS_FROM = 2  # ratings so far apart are discussed before the sheet is signed


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: its code in rows and papers, and the component it belongs to."""

    code: str
    component: str


CRITERIA: tuple[Criterion, ...] = (
    Criterion("D01", "organisational"),
    Criterion("D02", "organisational"),
    Criterion("D03", "constructive"),
    Criterion("D04", "constructive"),
    Criterion("D05", "design"),
    Criterion("D06", "relational"),
    Criterion("D07", "relational"),
    Criterion("D08", "relational"),
    Criterion("D09", "relational"),
    Criterion("D10", "wellbeing"),
    Criterion("D11", "analytical"),
    Criterion("D12", "organisational"),
    Criterion("D13", "design"),
    Criterion("D14", "constructive"),
    Criterion("D15", "relational"),
)
COMPONENT_OF: dict[str, str] = {criterion.code: criterion.component for criterion in CRITERIA}
CODES: tuple[str, ...] = tuple(criterion.code for criterion in CRITERIA)
BY_MENTOR: tuple[str, ...] = tuple(code for code in CODES if code != STRAIN)
COMPONENTS: tuple[str, ...] = tuple(dict.fromkeys(criterion.component for criterion in CRITERIA))
