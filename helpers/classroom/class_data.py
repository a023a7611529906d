"""The answers of a class: read from a folder of exports, or handed over by a results service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.record import Attempt, BadExport, read_export


@dataclass(frozen=True)
class Learner:
    """One person's answers, oldest first. ``key`` tells people apart and is not shown."""

    key: str
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True)
class ClassData:
    """All learners, and a sentence for each file or answer that was left out."""

    learners: tuple[Learner, ...]
    problems: tuple[str, ...] = ()


def read_folder(folder: Path | str) -> ClassData:
    """Read every export in a folder.

    A file that is broken, foreign, half uploaded or changed after its export is left out and
    named with the reason; the others are read. Several files of one learner are put together, and
    an answer that stands in several files counts once.

    Parameters
    ----------
    folder : path
        Where the learners' files are; folders in it are not searched.

    Raises
    ------
    ValueError
        When there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ValueError(f"{folder}: there is no such folder; correct the path.")
    problems: list[str] = []
    found: list[tuple[str, str, tuple[Attempt, ...]]] = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name.casefold()):
        if path.name.startswith("."):
            continue
        if not path.is_file() or path.suffix.lower() != ".json":
            problems.append(f"{path.name}: it is no .json file, so it was left out.")
            continue
        try:
            export = read_export(path)
        except BadExport as error:
            problems.append(str(error))
            continue
        found.append((path.name, export.profile, export.attempts))
    learners, remarks = _people(found)
    return ClassData(learners, (*problems, *remarks))


def _people(
    files: list[tuple[str, str, tuple[Attempt, ...]]],
) -> tuple[tuple[Learner, ...], list[str]]:
    """Put files of one person together: the same profile, and an answer in common."""
    remarks: list[str] = []
    people: list[tuple[str, str, dict[str, Attempt]]] = []
    owner: dict[str, int] = {}
    for name, profile, attempts in files:
        held = {owner[a.id] for a in attempts if a.id in owner}
        own = [i for i in sorted(held) if people[i][1] == profile]
        others = sorted(people[i][0] for i in held if people[i][1] != profile)
        if others:
            remarks.append(
                f"{name}: it holds answers that also stand in {', '.join(others)}, under another "
                "name; they count there and not here. Ask both learners for a new export."
            )
        if own:
            place = own[0]
            remarks.append(
                f"{name}: it is another export of the learner of {people[place][0]}; the two were "
                "put together."
            )
        else:
            place = len(people)
            if any(profile == other for _, other, _ in people):
                remarks.append(
                    f"{name}: another file has the same name {profile!r} and no answer in common; "
                    "they count as two learners."
                )
            people.append((name, profile, {}))
        for attempt in attempts:
            if owner.setdefault(attempt.id, place) == place:
                people[place][2].setdefault(attempt.id, attempt)
    learners = tuple(
        Learner(name, in_order(kept.values())) for name, _, kept in people if kept
    )  # fmt: skip
    remarks += [
        f"{name}: it holds no answers of its own, so it was left out."
        for name, _, kept in people
        if not kept
    ]
    return learners, remarks


def in_order(attempts: Iterable[Attempt]) -> tuple[Attempt, ...]:
    """Attempts by their time; those of the same moment keep their order."""
    from datetime import datetime

    return tuple(sorted(attempts, key=lambda a: datetime.fromisoformat(a.at)))
