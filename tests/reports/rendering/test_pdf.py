"""Rendering serves packaged files only, whatever a page asks for."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from reports.rendering.fonts import default_folder, ensure_fonts
from reports.rendering.pdf import PackagedFetcher, RefusedAddress, render, render_page


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://192.0.2.1/pixel.png",
        "https://example.org/a.css",
        "ftp://example.org/a",
        "data:text/plain,hello",
        "packaged:fonts/../settings.py",
        "packaged:fonts/other.ttf",
        "packaged:",
    ],
)
def test_every_other_address_is_refused(address: str) -> None:
    fetcher = PackagedFetcher(ensure_fonts())
    with pytest.raises(RefusedAddress):
        fetcher.fetch(address)
    assert fetcher.refused == [address]


def test_a_page_full_of_addresses_fetches_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the house", encoding="utf-8")
    html = f"""<html lang="ru"><head><link rel=stylesheet href="file://{secret}"><link rel=attachment href="file://{secret}">
        <style>@import "http://192.0.2.1/a.css"; p {{ background: url(file://{secret}) }}</style></head>
        <body><p>слово</p><img src="file://{secret}"><object data="http://192.0.2.1/o"></object>
        <img src="//192.0.2.1/x.png"><img src="relative.png"><embed src="data:image/png;base64,AA">
        <svg><image href="file://{secret}"/></svg></body></html>"""
    made = render_page(html, language="ru", title="Проба")
    reader = pypdf.PdfReader(BytesIO(made.pdf))
    assert "слово" in reader.pages[0].extract_text()
    assert b"secret of the house" not in made.pdf
    assert not reader.attachments
    assert len(made.refused) >= 7


def test_language_and_title_are_those_that_were_asked_for() -> None:
    html = '<html lang="en"><head><title>Another</title></head><body><h1>Сөз</h1></body></html>'
    reader = pypdf.PdfReader(BytesIO(render(html, language="kk", title="Есеп → қорытынды")))
    assert reader.trailer["/Root"]["/Lang"] == "kk"
    assert reader.metadata.title == "Есеп -> қорытынды"
    assert reader.metadata.author == "Tálimger"


def test_a_font_that_cannot_be_read_ends_the_rendering(tmp_path: Path) -> None:
    paths = [tmp_path / path.name for path in ensure_fonts(default_folder())]
    fetcher = PackagedFetcher(paths)
    with pytest.raises(FatalURLFetchingError):
        fetcher.fetch(f"packaged:fonts/{paths[0].name}")
