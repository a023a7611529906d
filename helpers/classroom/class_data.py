"""The answers of a class: read from a folder of exports, or handed over by a results service."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from helpers.record import Attempt, BadExport, read_export
from helpers.record.profile_files import DEFAULT


@dataclass(frozen=True)
class Learner:
    """One person's answers, oldest first. ``key`` tells people apart, ``name`` is what they
    called themselves; both are shown to nobody unless the teacher asks for names."""

    key: str
    attempts: tuple[Attempt, ...]
    name: str = ""


@dataclass(frozen=True)
class ClassData:
    """All learners, and a sentence for each file or answer that was left out.

    ``invented`` marks a sample: everything that is drawn from it says so.
    """

    learners: tuple[Learner, ...]
    problems: tuple[str, ...] = ()
    invented: bool = False


def read_folder(folder: Path | str) -> ClassData:
    """Read every export in a folder and in the folders inside it.

    A file that is broken, foreign, half uploaded or changed after its export is left out and
    named with the reason; the others are read. Several files of one learner are put together, and
    an answer that stands in several files counts once.

    Parameters
    ----------
    folder : path
        Where the learners' files are. A learning platform's download with a folder for each
        learner is read as it is, once it is unpacked.

    Raises
    ------
    ValueError
        When there is no such folder, or it cannot be read.
    """
    folder = Path(folder).expanduser()
    if not folder.is_dir():
        raise ValueError(f"{folder}: there is no such folder; correct the path.")
    problems: list[str] = []
    files: list[_File] = []
    for name, path in _listed(folder, problems):
        if path.suffix.lower() != ".json":
            mend = "unpack it first" if path.suffix.lower() == ".zip" else "it was left out"
            problems.append(f"{name}: it is no .json file; {mend}.")
            continue
        try:
            export = read_export(path)
        except BadExport as error:
            problems.append(name + str(error).removeprefix(path.name))
            continue
        files.append(_File(name, export.profile, export.attempts))
    learners, remarks = _people(files)
    return ClassData(learners, (*problems, *remarks))


@dataclass(frozen=True)
class _File:
    name: str
    profile: str
    attempts: tuple[Attempt, ...]


def _listed(folder: Path, problems: list[str]) -> Iterator[tuple[str, Path]]:
    """Every file below a folder with its name from there, hidden ones left out, in order."""

    def unread(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise ValueError(f"{folder}: it cannot be read ({error.strerror}); allow it.")
        problems.append(f"{Path(error.filename).name}: the folder cannot be read; allow it.")

    for here, folders, names in os.walk(folder, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(names, key=lambda name: (name.casefold(), name)):
            if not name.startswith("."):
                path = Path(here) / name
                yield path.relative_to(folder).as_posix(), path


# ---------------------------------------------------------------- whose files are whose


def _people(files: list[_File]) -> tuple[tuple[Learner, ...], list[str]]:
    """Put files of one person together: the same profile, and an answer in common."""
    remarks: list[str] = []
    owner: dict[str, tuple[int, str, Attempt]] = {}  # by answer: learner, file, what it says
    learners: list[Learner] = []
    names: dict[str, list[str]] = {}
    for place, group in enumerate(_together(files)):
        first, *more = group
        names.setdefault(first.profile, []).append(first.name)
        remarks += [
            f"{file.name}: it is another export of the learner of {first.name}; the two were put "
            "together."
            for file in more
        ]
        kept: dict[str, Attempt] = {}
        for file in group:
            foreign: set[str] = set()
            changed = 0
            for attempt in file.attempts:
                whose, where, known = owner.setdefault(attempt.id, (place, file.name, attempt))
                if whose != place:
                    foreign.add(where)
                elif known != attempt:
                    changed += 1
                else:
                    kept[attempt.id] = attempt
            if foreign:
                remarks.append(
                    f"{file.name}: it holds answers that also stand in "
                    f"{', '.join(sorted(foreign))}, under another profile; they count there and "
                    "not here. Ask both learners for a new export."
                )
            if changed:
                what = "one answer reads" if changed == 1 else f"{changed} answers read"
                remarks.append(
                    f"{file.name}: {what} otherwise in an earlier file of this learner; the "
                    "earlier file counts. Ask for a new export."
                )
        if kept:
            name = "" if first.profile == DEFAULT else first.profile
            learners.append(Learner(first.name, in_order(kept.values()), name))
        else:
            remarks.append(f"{first.name}: it holds no answers of its own, so it was left out.")
    clashes = {name: found for name, found in names.items() if name != DEFAULT and found[1:]}
    if clashes:
        several = "; ".join(f"{', '.join(found)} ({name!r})" for name, found in clashes.items())
        remarks.append(
            f"{several}: files with the same profile and no answer in common; each counts as a "
            "learner of its own."
        )
    return tuple(learners), remarks


def _together(files: list[_File]) -> list[list[_File]]:
    """Group files by person, in the order of each person's first file."""
    root = list(range(len(files)))

    def top(place: int) -> int:
        while root[place] != place:
            place = root[place]
        return place

    seen: dict[tuple[str, str], int] = {}
    for place, file in enumerate(files):
        for attempt in file.attempts:
            first = top(seen.setdefault((file.profile, attempt.id), place))
            here = top(place)
            root[max(first, here)] = min(first, here)
    groups: dict[int, list[_File]] = {}
    for place, file in enumerate(files):
        groups.setdefault(top(place), []).append(file)
    return list(groups.values())


def in_order(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """Attempts by their time; those of the same moment keep their order."""
    return tuple(sorted(attempts, key=lambda a: datetime.fromisoformat(a.at)))
