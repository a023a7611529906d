"""Whether a type of question can be beaten by its form: truth, counts, sizes, echoes, guessers."""

from __future__ import annotations

import re
from collections import Counter
from math import ceil, floor

from helpers.questions import MarkUp, MultipleResponse, Scenario, SortIntoGroups, TrueFalseReason

from .bank_cues import GUESSERS, score
from .bank_wording import normal, place
from .course import Bank

TRUE = (0.4, 0.6)  # share of true/false questions that are true
MOST_OF_ONE_COUNT = 0.5  # share of multiple-response questions with the same number of keys
ALL_BUT_ONE = 0.2  # share of lists to choose all from with at most one wrong option
ECHO = 0.6  # of a key's longer words, found in the case
POINTS = 0.05  # what a guesser may win above chance, or one question, whichever is more
_COUNT = re.compile(
    r"\b(one|two|three|four|five|[1-5]|both|all but one|half|most)\b[^.?!]*"
    r"\b(right|correct|belong|fit|hold|true|options?|answers?|sentences?|people)\b",
    re.I,
)
_COUNT_IN_GROUP = re.compile(
    r"\b(two|three|four|five|six) (of )?(the|them|these|lines|clauses|items)\b", re.I
)


def truth_is_even(bank: Bank) -> list[str]:
    """About half of the true/false questions are true, as far as whole questions allow."""
    asked = [a.question for a in bank if isinstance(a.question, TrueFalseReason)]
    true = sum(option.verdict for q in asked for option in q.options if option.correct)
    if floor(TRUE[0] * len(asked)) <= true <= ceil(TRUE[1] * len(asked)):
        return []
    return [
        f"questions: {true} of {len(asked)} true/false questions are true; "
        f"have {TRUE[0]:.0%} to {TRUE[1]:.0%}."
    ]


def key_counts_vary(bank: Bank) -> list[str]:
    """Multiple response has one key to five, and no number of keys in more than half of it."""
    counts = Counter(
        sum(option.correct for option in a.question.options)
        for a in bank
        if isinstance(a.question, MultipleResponse)
    )
    return [
        f"questions: {often} of {counts.total()} multiple-response questions have {size} keys; "
        "vary the number."
        for size, often in counts.items()
        if often > ceil(MOST_OF_ONE_COUNT * counts.total())
    ]


def ticking_all_seldom_wins(bank: Bank) -> list[str]:
    """Few lists to choose all from have one wrong option or none: ticking all is no way to win."""
    lists = [
        (a, entries)
        for a in bank
        for entries in (getattr(a.question, "consult", ()), getattr(a.question, "options", ()))
        if entries and isinstance(a.question, MultipleResponse | Scenario)
    ]
    easy = [a.question.id for a, entries in lists if sum(not e.correct for e in entries) < 2]
    if len(easy) <= ceil(ALL_BUT_ONE * len(lists)):
        return []
    return [
        f"questions: {len(easy)} of {len(lists)} lists to choose all from have at most one wrong "
        f"option ({', '.join(easy)}); put credible wrong ones in."
    ]


def hints_keep_the_count(bank: Bank) -> list[str]:
    """No hint says how many options are right, or how many items a group holds."""
    return [
        f"{place(a)}: hint {number} gives the count ({hit[0][:40]!r}); hint at the matter."
        for a in bank
        for kinds, count in (
            (MultipleResponse | Scenario, _COUNT),
            (SortIntoGroups | MarkUp, _COUNT_IN_GROUP),
        )
        if isinstance(a.question, kinds)
        for number, hint in enumerate(a.question.hints, 1)
        if (hit := count.search(hint))
    ]


def groups_differ_in_size(bank: Bank) -> list[str]:
    """The groups of a sorting question are not all of one size."""
    return [
        f"{place(a)}: its groups are all of one size; move or add an item."
        for a in bank
        if isinstance(a.question, SortIntoGroups)
        and len(set(Counter(item.group for item in a.question.items).values())) == 1
    ]


def keys_do_not_echo(bank: Bank) -> list[str]:
    """The fact on which a scenario hangs is not named in its case."""
    found = []
    for asked in bank:
        if isinstance(asked.question, Scenario):
            case = {word[:5] for word in normal(asked.question.stimulus).split()}
            for reason in asked.question.reasons:
                said = {word[:5] for word in normal(reason.text).split() if len(word) > 4}
                if reason.correct and said and len(said & case) > ECHO * len(said):
                    found.append(f"{place(asked)}: the case names the key; let it be found.")
    return found


def no_guesser_wins_a_type(bank: Bank) -> list[str]:
    """In each type a guesser gains `POINTS` at most, or one question."""
    found = []
    for kind in dict.fromkeys(type(a.question) for a in bank):
        group = [a for a in bank if type(a.question) is kind]
        for look in GUESSERS:
            got, chance, lists = score(group, look)
            if lists and got > chance + max(POINTS, 1 / lists):
                found.append(
                    f"questions: {group[0].question.kind}: the guesser {look.__name__!r} is "
                    f"right in {got:.0%} where chance is {chance:.0%}; reword."
                )
    return found


RULES = (
    truth_is_even,
    key_counts_vary,
    ticking_all_seldom_wins,
    hints_keep_the_count,
    groups_differ_in_size,
    keys_do_not_echo,
    no_guesser_wins_a_type,
)
