"""The papers' own fonts: four static files, made once from the packaged variable Noto Sans.

One family in two widths and two weights carries all of Kazakh, Russian, Latin and the number sign. WeasyPrint sets
static files faster and more surely than a variable one, and a cut to the scripts that papers are written in makes
each file a tenth of its size. Nothing is downloaded and no font lies in the repository: the files are made under the
state folder at the first paper and kept until the package or this module's version changes.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

PACKAGE = "fontpkg-noto-sans"
RECIPE = 1  # raise when the instances below change: the files are made anew
INSTANCES = {
    "TalimgerText-Regular.ttf": ("Talimger Text", {"wght": 400, "wdth": 100}),
    "TalimgerText-SemiBold.ttf": ("Talimger Text", {"wght": 600, "wdth": 100}),
    "TalimgerNarrow-Regular.ttf": ("Talimger Narrow", {"wght": 400, "wdth": 82}),
    "TalimgerNarrow-SemiBold.ttf": ("Talimger Narrow", {"wght": 600, "wdth": 82}),
}
SCRIPTS = (
    range(0x0020, 0x0180),  # Latin as the languages of Europe write it
    (0x018F, 0x0259, 0x0218, 0x0219, 0x021A, 0x021B),  # the Azerbaijani schwa, Romanian letters
    range(0x02B0, 0x02E0),  # apostrophes and the like
    range(0x0300, 0x030D),  # combining accents, where no composed letter exists
    range(0x0370, 0x0400),  # Greek, for physics and mathematics
    range(0x0400, 0x0530),  # Cyrillic with every Kazakh letter
    range(0x2000, 0x2090),  # dashes, quotes, spaces, small figures
    range(0x20A0, 0x20D0),  # signs of money, the tenge among them
    range(0x2100, 0x2200),  # the number sign, fractions
    range(0x2200, 0x2260),  # minus
)


def default_folder() -> Path:
    """`fonts` under the state folder of this installation."""
    from django.conf import settings  # papers can be made without Django's settings when a folder is given

    return Path(settings.VAR) / "fonts"


def ensure_fonts(target: Path | None = None) -> list[Path]:
    """Make the four files in `target` (default: `VAR/fonts`) unless they are there already; return their paths.

    May run in several processes at once and be cut off at any moment: each file appears whole or not at all, and the
    stamp that declares them good is written last. Takes some seconds the first time, then nothing.
    """
    folder = target or default_folder()
    paths = [folder / name for name in INSTANCES]
    stamp = folder / "fonts.stamp"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == _stamp() and all(path.is_file() for path in paths):
        return paths
    folder.mkdir(parents=True, exist_ok=True)
    source = _our_letters()
    for path in paths:
        family, axes = INSTANCES[path.name]
        with _whole(path) as unfinished:
            _make(source, unfinished, family, axes)
    with _whole(stamp) as unfinished:
        unfinished.write_text(_stamp(), encoding="ascii")
    return paths


@lru_cache(maxsize=4)
def covered(folder: Path) -> frozenset[int]:
    """Code points that every one of our fonts can draw; the four files share one set of letters."""
    from fontTools.ttLib import TTFont

    with TTFont(ensure_fonts(folder)[0], lazy=True) as font:
        return frozenset(font.getBestCmap())


def _stamp() -> str:
    return f"{PACKAGE} {version(PACKAGE)} recipe {RECIPE}"


def _our_letters() -> bytes:
    """The packaged variable font cut to our scripts, still variable: cut once, made into instances four times."""
    import fontpkg_noto_sans
    from fontTools import subset
    from fontTools.ttLib import TTFont

    cut = BytesIO()
    # The font's own dates stay, so that the same package gives the same bytes on every machine.
    with TTFont(
        fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf", recalcTimestamp=False, lazy=True
    ) as font:
        options = subset.Options(
            layout_features=["ccmp", "locl", "mark", "kern"], name_IDs=["*"], glyph_names=False, notdef_outline=True
        )
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[code for script in SCRIPTS for code in script])
        subsetter.subset(font)
        font.save(cut)
    return cut.getvalue()


def _make(source: bytes, path: Path, family: str, axes: Mapping[str, float]) -> None:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    with TTFont(BytesIO(source), recalcTimestamp=False) as font:
        instantiateVariableFont(font, axes, inplace=True)
        style = "Regular" if axes["wght"] == 400 else "SemiBold"
        postscript = f"{family.replace(' ', '')}-{style}"
        for number, text in {1: family, 2: style, 3: f"{_stamp()} {postscript}", 4: f"{family} {style}"}.items():
            font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].setName(postscript, 6, 3, 1, 0x409)
        for number in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=number)
        font["OS/2"].usWeightClass = int(axes["wght"])
        font["OS/2"].usWidthClass = 5
        font.save(path)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A temporary neighbour that takes the place of `path` in one step when the block ends well."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(0o644)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
