"""What the environment says, read once. All state of an installation lies under VAR."""

import os
import secrets
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from ops.reach import is_loopback

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    """A yes-or-no variable: 1, true, yes and on mean yes, in any case."""
    value = os.environ.get(name)
    return default if value is None or value == "" else value.strip().lower() in {"1", "true", "yes", "on"}


def product_version() -> str:
    """As pyproject.toml names it."""
    told: str = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    return told


def secret(name: str) -> str:
    """The variable, or the content of the file that NAME_FILE names; empty without either."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return os.environ.get(name, "").strip()


def state_folder() -> Path:
    """VAR (default ./var), made on first use, readable by its owner alone."""
    folder = Path(os.environ.get("VAR") or BASE_DIR / "var").expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def key_file(folder: Path) -> Path | None:
    """Where the key of this installation lies; None when the environment brings it."""
    from_outside = os.environ.get("SECRET_KEY") or os.environ.get("SECRET_KEY_FILE")
    return None if from_outside else folder / "secret.key"


def secret_key(folder: Path) -> str:
    """SECRET_KEY from the environment or a file it names, else one generated once into VAR/secret.key (0600).

    Two processes may start at the same moment: the file is made with O_EXCL and the loser reads the winner's.
    """
    if value := os.environ.get("SECRET_KEY"):
        return value
    if named := os.environ.get("SECRET_KEY_FILE"):
        return Path(named).read_text().strip()
    path = folder / "secret.key"
    if not path.exists():
        draft = folder / f".secret.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def public_url(host: str, port: str) -> str:
    """PUBLIC_URL without a trailing slash, or the loopback address this process listens on."""
    value = (os.environ.get("PUBLIC_URL") or "").rstrip("/")
    if not value:
        shown = "127.0.0.1" if host in {"", "0.0.0.0", "::"} else host
        return f"http://{shown}:{port}"
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError(f"PUBLIC_URL must be a full address such as https://mentor.school.kz, not {value!r}.")
    return value


def is_only_here(address: str) -> bool:
    """Whether nobody but this computer can open an address."""
    return is_loopback(urlsplit(address).hostname or "")
