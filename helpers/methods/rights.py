"""Who decides? Checks of a RACI table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import _checks as check

RACI_LETTERS = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}


def _letters(table: Any) -> dict[Any, dict[Any, frozenset]]:
    if not isinstance(table, Mapping) or not table:
        raise ValueError("The table has no decision yet: add at least one row.")
    result: dict[Any, dict[Any, frozenset]] = {}
    for decision, row in table.items():
        if not isinstance(row, Mapping) or not row:
            raise ValueError(f"The row '{decision}' is empty: give role to letter, such as 'A/R'.")
        result[decision] = {}
        for role, given in row.items():
            text = "" if given is None else str(given).upper()
            letters = text.replace("/", " ").replace(",", " ").split()
            letters = [] if letters == ["-"] else letters
            for letter in letters:
                if letter not in RACI_LETTERS:
                    raise ValueError(
                        f"'{role}' has {check.shown(given)} in the row '{decision}': use "
                        f"{', '.join(RACI_LETTERS)}, with a slash between two, or '-'."
                    )
            result[decision][role] = frozenset(letters)
    return result


def _holders(row: Mapping[Any, frozenset], letter: str) -> list:
    return [role for role, letters in row.items() if letter in letters]


def check_raci(
    table: Mapping[Any, Mapping[Any, Any]], *, owners: Mapping[Any, Any] | None = None
) -> tuple[check.Finding, ...]:
    """Check a table of decision rights by the rules of RACI.

    Parameters
    ----------
    table : mapping
        Decision to (role to letters); letters are R, A, C, I, joined as in ``"A/R"``; ``"-"`` or
        an empty text means not involved.
    owners : mapping, optional
        Decision to the role, or roles, that may be accountable for it: product value for the
        product manager, delivery commitments for the project manager.

    Returns
    -------
    tuple of Finding
        Broken rules: ``one_accountable``, ``responsible``, ``owner`` for a decision and
        ``all_consulted`` for a role that is consulted on everything. Empty if all is well.

    Raises
    ------
    ValueError
        If the table is empty, has an unknown letter, or an owner is for an unknown decision.

    Notes
    -----
    Formula: counting of letters. Unit: none.
    Source: PMI, PMBOK Guide (responsibility assignment matrix); the owner rule is the course's
    key, one defensible key of several. RACI says who, not how to decide.

    Examples
    --------
    >>> table = {"Price": {"Mina": "A/R", "Ines": "A"}, "Launch": {"Mina": "A", "Ines": "I"}}
    >>> [(finding.rule, finding.item) for finding in check_raci(table)]
    [('one_accountable', 'Price'), ('responsible', 'Launch')]
    """
    read = _letters(table)
    expected = {} if owners is None else dict(check.mapped(owners, "The owners"))
    for decision in expected:
        check.known(decision, read, "decision")
    found: list[check.Finding] = []
    for decision, row in read.items():
        holders = _holders(row, "A")
        if len(holders) != 1:
            names = " and ".join(map(str, holders))
            message = f"'{decision}' has {len(holders)} people accountable ({names}): keep one A."
            if not holders:
                message = f"'{decision}' has nobody accountable (A): name one."
            found.append(check.Finding("one_accountable", str(decision), message))
        if not _holders(row, "R"):
            message = f"'{decision}' has nobody responsible (R): name who does it."
            found.append(check.Finding("responsible", str(decision), message))
        if decision in expected:
            allowed = expected[decision]
            if isinstance(allowed, str):
                allowed = [allowed]
            allowed = check.listed(allowed, f"The owner of '{decision}'")
            if len(holders) == 1 and holders[0] not in allowed:
                message = (
                    f"'{decision}' makes {holders[0]} accountable: "
                    f"give the A to {' or '.join(map(str, allowed))}."
                )
                found.append(check.Finding("owner", str(decision), message))
    roles = dict.fromkeys(role for row in read.values() for role in row)
    for role in roles:
        if len(read) > 1 and all(row.get(role) == {"C"} for row in read.values()):
            message = f"'{role}' is consulted on everything: drop a C or give a task."
            found.append(check.Finding("all_consulted", str(role), message))
    return tuple(found)
