"""Static files that come inside installed packages: only the few that the pages use, under vendor/."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PACKAGED = {
    # address under STATIC_URL: (package, path inside it)
    "vendor/bootstrap/bootstrap.min.css": ("bootstrap_wrapper", "../bootstrap/css/bootstrap.min.css"),
    "vendor/bootstrap/bootstrap.min.css.map": ("bootstrap_wrapper", "../bootstrap/css/bootstrap.min.css.map"),
}


def source_of(package: str, path: str) -> Path:
    """The file inside an installed package. Raises FileNotFoundError when the package is not there."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The package {package} is not installed.")
    return (Path(spec.origin).parent / path).resolve()


class PackagedFilesFinder(BaseFinder):
    """Finds the files of PACKAGED, for collectstatic and for tests."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in PACKAGED:
            return []
        source = str(source_of(*PACKAGED[path]))
        return [source] if find_all else source

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for address, source in PACKAGED.items():
            file = source_of(*source)
            folder, name = address.rsplit("/", 1)
            storage = FileSystemStorage(location=file.parent)
            storage.prefix = folder  # type: ignore[attr-defined]  # collectstatic puts the file under this folder
            yield name, storage
