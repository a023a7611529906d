"""Where records lie: a file per profile in the user's data folder, or where COURSE_RECORD says."""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_path

from . import browser
from .erase import Forgotten
from .files import whole_file
from .names import belongs
from .record import GUEST, Record
from .store import make_folder

APP = "product-or-project"
DEFAULT = "learner"
LONGEST = 40
_WINDOWS = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}


def open_record(path: str | os.PathLike | None = None) -> Record:
    """Open the learner's record; whatever is wrong with its file, a record comes back.

    Parameters
    ----------
    path
        A file, or the word "guest" for a record that keeps nothing. Without it the environment
        variable ``COURSE_RECORD`` decides in the same way, and without that the profile that
        was chosen last with :func:`use_profile`.
    """
    path = path or os.environ.get("COURSE_RECORD", "").strip()
    if not path:
        return _open_profile(_chosen())
    if str(path).casefold() == GUEST:
        return Record(None, GUEST)
    with suppress(ValueError, OSError):
        path = os.path.realpath(os.path.expanduser(path))
    return Record(Path(path), Path(path).stem or str(path))


def profiles() -> list[str]:
    """Return the names of the profiles on this machine that have a record."""
    with suppress(OSError):
        there = browser.names() if browser.in_a_browser() else _stems()
        names = (unicodedata.normalize("NFC", name) for name in there)
        return sorted(name for name in names if not _fault(name))
    return []


def _stems() -> list[str]:
    return [path.stem for path in _folder().glob("*.sqlite")]


def use_profile(name: str) -> Record:
    """Open the record of a profile, make it if it is new, and use it from now on.

    "guest" keeps nothing. ``COURSE_RECORD``, where it is set, still decides what
    :func:`open_record` opens.

    Raises
    ------
    ValueError
        If the name cannot be the name of a file everywhere.
    """
    name = " ".join(unicodedata.normalize("NFC", str(name)).split())
    if name.casefold() == GUEST:
        name = GUEST
    elif fault := _fault(name):
        raise ValueError(
            f"The profile name {name!r} {fault}; use up to {LONGEST} letters, digits, spaces, "
            'hyphens and underscores, such as "Ana" or "team 2".'
        )
    name = next((old for old in profiles() if old.casefold() == name.casefold()), name)
    note = ""
    try:
        make_folder(_choice_file().parent)
        with whole_file(_choice_file()) as draft:
            draft.write_text(name + "\n", encoding="utf-8", newline="\n")
    except OSError:
        note = (
            f"The choice of the profile {name} could not be stored in {_choice_file()}, so it "
            "holds for this notebook only; make that folder writable and choose again."
        )
    return _open_profile(name, note)


def forget(record: Record) -> Forgotten:
    """Delete every file of a record, and the note that its profile was chosen last.

    Its open lessons go on as a guest's. Exports lie where the learner put them, and stay.

    Raises
    ------
    errors.NotKept
        If the record's file is in use or another program's. Then nothing is deleted.
    """
    chosen = record.own and record.name == _chosen()
    done = record.forget()
    if chosen:
        with suppress(OSError):
            _choice_file().unlink(missing_ok=True)
    return done


def _open_profile(name: str, note: str = "") -> Record:
    if name == GUEST:
        return Record(None, GUEST)
    path = _folder() / f"{name}.sqlite"
    if browser.in_a_browser():
        return browser.BrowserRecord(path, name, note, browser.HOME / "profiles" / name)
    return Record(path, name, note, own=True)


def _fault(name: str) -> str:
    """Say what is wrong with a profile name, or nothing."""
    if not name:
        return "is empty"
    if len(name) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if name.casefold() in _WINDOWS or name.casefold() == GUEST:
        return "is reserved"
    if name != name.strip() or not name[0].isalnum():
        return "does not begin with a letter or digit"
    odd = [c for place, c in enumerate(name) if c not in " -_" and not belongs(name, place)]
    return f"contains {odd[0]!r}" if odd else ""


def _home() -> Path:
    return Path(os.path.realpath(user_data_path(APP, appauthor=False)))


def _folder() -> Path:
    return _home() / "profiles"


def _choice_file() -> Path:
    return (browser.HOME if browser.in_a_browser() else _home()) / "profile.txt"


def _chosen() -> str:
    with suppress(OSError, ValueError):
        name = _choice_file().read_text(encoding="utf-8").strip()
        if name == GUEST or not _fault(name):
            return name
    return DEFAULT
