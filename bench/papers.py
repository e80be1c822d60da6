"""How long a year-end report takes, beside a bare WeasyPrint rendering of the same HTML: `python -m bench.papers`.

Both are measured warm, in turns, in one run on one machine, so only their ratio is worth keeping. The bare rendering
has the same style and fonts, but no tags, no checks of letters, no fetcher of ours and no template.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 5


def main() -> None:
    """Print one line for each form of the report: seconds, pages, ratio."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()

    from reports.papers.html import page_of
    from reports.rendering.fonts import default_folder, ensure_fonts
    from reports.rendering.paper import make
    from tests.reports.papers import samples

    ensure_fonts()
    report = samples.report()
    for form in report.languages:
        html = page_of(report, form).html
        bare = bare_rendering(html, default_folder())
        bare()
        pages = make(report, form).pages
        ours_took, bare_took = in_turns(lambda form=form: make(report, form), bare)
        print(
            f"{form:5} {pages} pages: {ours_took:.2f} s, {ours_took / pages:.2f} s a page; "
            f"bare {bare_took:.2f} s; ratio {ours_took / bare_took:.2f}"
        )


def bare_rendering(html: str, fonts: Path) -> Callable[[], object]:
    """The shortest way from this HTML to a PDF that looks alike."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    style = Path("static/papers/paper.css").read_text(encoding="utf-8").replace("packaged:fonts", fonts.as_uri())

    def render() -> object:
        faces = FontConfiguration()
        return HTML(string=html).write_pdf(stylesheets=[CSS(string=style, font_config=faces)], font_config=faces)

    return render


def in_turns(*functions: Callable[[], object]) -> list[float]:
    """The median seconds of processor time of each, called one after the other so that a busy machine harms all."""
    times: list[list[float]] = [[] for _ in functions]
    for _ in range(ROUNDS):
        for place, function in enumerate(functions):
            started = time.process_time()
            function()
            times[place].append(time.process_time() - started)
    return [statistics.median(measured) for measured in times]


if __name__ == "__main__":
    sys.exit(main())
