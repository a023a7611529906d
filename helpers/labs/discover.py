"""Labs that discover: what riders need, and what a survey says about a feature."""

from __future__ import annotations

from collections.abc import Iterator

from helpers import methods
from helpers.charts.forms import BarPanel, CornerMap, Node, Place, Series, counts_and_map, tree
from helpers.charts.style import NEUTRAL, PALE, PRODUCT
from helpers.charts.words import number
from helpers.methods.discover import KANO_CATEGORIES

from .registry import Case, lab
from .result import FieldError, LabResult, beside
from .scales import frame

# ------------------------------------------------------------ opportunity tree

_COLUMNS = (("Outcome", 1.55), ("Needs (opportunities)", 1.85), ("Solutions", 1.5), ("Test", 1.6))
_KINDS = ("outcome", "opportunity", "solution", "test")


@lab("sound", "orphans", "few", "untested")
def opportunity_tree(
    case: Case, *, target: str, trial: str, test: bool, **places: str
) -> LabResult:
    """Hang notes and ideas as the learner placed them, and say what the check of the tree finds."""
    table = {text: (kind, above) for text, kind, above in _branches(case, places)}
    need, idea = case["needs"].get(target), case["ideas"].get(trial)
    if idea and table.get(idea, ("",))[0] != "solution":
        raise FieldError(
            "trial", f"'{idea}' is not a solution in the tree yet: place it under a need first."
        )
    if test and not idea:
        raise FieldError("test", "There is nothing to test yet: choose a solution to try first.")
    if test:
        table[case["tests"][trial]] = ("test", idea)
    faults = methods.check_tree(table, target=need, chosen=[idea] if idea else [])
    told = {
        text: sum(places[note["id"]] == one for note in case["notes"])
        for one, text in case["needs"].items()
    }
    nodes = []
    for text, (kind, above) in table.items():
        picked = text in (need, idea)
        look = PRODUCT if picked else NEUTRAL if kind == "outcome" else PALE
        more = f"({_count(told[text], 'note')})" if text in told else ""
        name = f"chosen {kind}" if picked else kind
        nodes.append(Node(text, _KINDS.index(kind), above or "", name, look, more))
    placed = sum(places[note["id"]] != "later" for note in case["notes"])
    chart = tree(
        nodes,
        _COLUMNS,
        **frame(
            case,
            f"The check finds {_count(len(faults), 'fault')}; {placed} of "
            f"{len(case['notes'])} notes have a place",
        ),
        key=[(PRODUCT, "The need to work on, and the solution to try")],
    )
    found = ["The check finds no fault in the form of the tree."]
    if faults:
        found = [f"The check finds {_count(len(faults), 'fault')}. The first: {_said(faults[0])}"]
    found += [_said(fault) for fault in faults[1:] if _kind(fault, table) == "solution"][:1]
    found += _astray(case, places, placed)
    return LabResult(chart, tuple(found), _of_ideas(faults, table))


def _branches(case: Case, places: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Text, kind and parent of each box that the learner's choices make."""
    notes, needs, ideas = case["notes"], case["needs"], case["ideas"]
    outcomes = [note for note in notes if places[note["id"]] == "outcome"]
    outcomes.sort(key=lambda note: note["place"] != "outcome")  # the sponsor's line leads
    for note in outcomes:
        yield note["text"], "outcome", ""
    top = outcomes[0]["text"] if outcomes else ""
    for text in needs.values():
        yield text, "opportunity", top
    for note in notes:
        if places[note["id"]] == "solution":
            fits = note["place"] == "solution"
            yield ideas["reserve"] if fits else note["text"], "solution", needs["dock"]
    for idea in ("counts", "overflow"):
        if places[idea] != "out":
            yield ideas[idea], "solution", needs.get(places[idea], top)


def _astray(case: Case, places: dict[str, str], placed: int) -> Iterator[str]:
    """One note to look at again, or what a well-sorted tree still cannot say."""
    wrong = [n for n in case["notes"] if places[n["id"]] not in ("later", n["place"])]
    if wrong:
        first = wrong[0]
        more = f" ({_count(len(wrong), 'note')} to look at again.)" if len(wrong) > 1 else ""
        yield f"Look again at note {first['number']}: {first['why']}.{more}"
    elif placed == len(case["notes"]):
        yield (
            "All six notes stand where they belong. A note or two on a need show that it exists. "
            "They do not show how many riders have it."
        )
    else:
        yield f"{placed} of the six notes have a place so far."


def _said(fault: methods.Finding) -> str:
    """A fault in the word of the menus, which say "need"."""
    return fault.message.replace("opportunity", "need")


def _kind(fault: methods.Finding, table: dict[str, tuple[str, str]]) -> str:
    """The kind of box that a fault concerns; empty when it concerns the whole tree."""
    return table.get(fault.item, ("",))[0]


def _of_ideas(faults: tuple[methods.Finding, ...], table: dict[str, tuple[str, str]]) -> str:
    """The gravest fault that concerns solutions."""
    rules = {fault.rule for fault in faults}
    if any(fault.rule == "parent" and _kind(fault, table) == "solution" for fault in faults):
        return "orphans"
    return "few" if "compare_three" in rules else "untested" if "test" in rules else "sound"


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


# ------------------------------------------------------------ kano

_NAMES = {letter: KANO_CATEGORIES[letter] for letter in "AOMIRQ"}


@lab("M", "O", "A")
def kano(case: Case, *, feature: str, anew: int, with_it: str, without_it: str) -> LabResult:
    """Let some riders change their minds; count categories, and place features on a map."""
    chosen = next(f for f in case["features"] if f["id"] == feature)
    pair = with_it, without_it
    results = {}
    for one in case["features"]:
        given = [
            (row["with_it"], row["without_it"])
            for row in one["answers"]
            for _ in range(row["riders"])
        ]
        if one is chosen:
            given[:anew] = [pair] * anew
        with beside("anew"):
            results[one["name"]] = methods.kano_result(methods.kano_count(given), item=one["name"])
    mine = results[chosen["name"]]
    first = [letter for letter in _NAMES if mine.counts[letter] == max(mine.counts.values())]
    tied = " and ".join(_NAMES[letter] for letter in first)
    lead = f"{_NAMES[mine.category]} leads" if len(first) == 1 else f"{tied} tie"
    chart = counts_and_map(
        BarPanel(
            "Riders by category",
            [f"{name} ({letter})" for letter, name in _NAMES.items()],
            [Series("", [mine.counts[letter] for letter in _NAMES])],
            "riders",
            "Category",
            23,
            row_looks=[PRODUCT if letter in first else PALE for letter in _NAMES],
            ticks=range(0, 21, 5),
        ),
        CornerMap(
            "What it does to satisfaction",
            [_place(name, one, one is mine) for name, one in results.items()],
            "Better: with it, riders gain",
            "Worse: without it, riders lose",
            ((0, 1), (0, -1)),
            ("must-be", "one-dimensional", "indifferent", "attractive"),
            number(2, before="Better "),
            number(2, before="Worse "),
        ),
        **frame(
            case, f"{chosen['name']}: {lead}, with {mine.counts[mine.category]} of {mine.n} riders"
        ),
    )
    letter = methods.kano_category(*pair)
    found = [
        f"{chosen['name']}: {lead}, {mine.counts[mine.category]} of {mine.n}. Better is "
        f"{mine.better:.2f}, Worse is {mine.worse:.2f}.",
        f"{anew} of 20 have changed their minds. The table reads their pair as "
        f"{_NAMES[letter]} ({letter}).",
    ]
    if len(first) == 1:
        found.append(_firmness(mine))
    else:
        found.append("The count alone can't break a tie. Ask more riders.")
    return LabResult(chart, tuple(found), mine.category if mine.category in "MOA" else "")


def _place(name: str, result: methods.KanoResult, chosen: bool) -> Place:
    look = PRODUCT if chosen else NEUTRAL
    return Place(name, round(result.better, 2), round(result.worse, 2), look)


def _firmness(result: methods.KanoResult) -> str:
    """How many riders would have to move from the first category to the second to turn it."""
    counts, leader = result.counts, result.category
    second = max((letter for letter in counts if letter != leader), key=counts.get)
    moved = (counts[leader] - counts[second]) // 2 + 1
    return (
        f"If {moved} of the {counts[leader]} moved to {_NAMES[second]}, that would lead. "
        f"So the verdict hangs on {moved} of {result.n} people."
    )
