"""The readings as numbers, in the text format of Prometheus."""

from collections.abc import Iterable

from common.operations.checks import Measure, Part


def text(parts: Iterable[Part]) -> str:
    measures = [measure for part in parts for reading in part.readings for measure in reading.measures]
    lines: list[str] = []
    for name in dict.fromkeys(measure.name for measure in measures):
        lines.append(f"# TYPE talimger_{name} gauge")
        lines += [_line(measure) for measure in measures if measure.name == name]
    return "\n".join([*lines, ""])


def _line(measure: Measure) -> str:
    label = f'{{queue="{measure.queue}"}}' if measure.queue else ""
    return f"talimger_{measure.name}{label} {measure.number:.15g}"
