"""Whether a question bank can be beaten by somebody who knows nothing of its subject.

A *guesser* looks only at the form of the options: their length, their wording, their place. Its
score is expected, not drawn: where several options look best to it, each is picked equally often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from helpers.questions import Question, SingleChoice
from helpers.quiz.session import PRINT_SEED, display_order

from .bank_wording import Entry, is_right, normal, one_key_lists
from .course import Bank

SLACK = 0.05  # a guesser may beat chance by this much
LESSON_SLACK = 0.25
LONGEST = 0.30  # share of single-choice questions whose key may be the longest option

# Words that soften a statement, and words that leave no exception. Test-wise learners take the
# first for a sign of the key, and the second for a sign of a wrong option.
QUALIFIED = re.compile(
    r"usually|often|sometimes|may|might|can|could|would|likely|probably|perhaps|generally|mostly"
    r"|mainly|partly|rather|tends|typically|largely|some|most|many|few|several|depends|depending"
    r"|unless|if|roughly|about|almost|nearly|possibly|normally|seldom|rarely"
)
ABSOLUTE = re.compile(
    r"always|never|only|must|all|none|every|everyone|everybody|everything|nobody|nothing|no|any"
    r"|entirely|completely|totally|exactly|certainly|definitely|impossible|alone|wholly|cannot"
)
# What follows an answer to say why. One option alone with such a clause, or without, stands out.
REASON = re.compile(r",\s+(since|as|because|so|for)\b|\b(since|because)\b", re.I)

Entries = Sequence[Entry]
Look = Callable[[Question, Entries, Entry], float]


def _count(entry: Entry, known: re.Pattern[str]) -> int:
    return sum(bool(known.fullmatch(word)) for word in normal(entry.text).split())


def longest(question: Question, entries: Entries, entry: Entry) -> float:
    """Picks the option with the most signs."""
    return len(entry.text)


def shortest(question: Question, entries: Entries, entry: Entry) -> float:
    """Picks the option with the fewest signs."""
    return -len(entry.text)


def any_but_longest(question: Question, entries: Entries, entry: Entry) -> float:
    """Leaves out the longest option, as if wrong ones had been padded, and picks any other."""
    return len(entry.text) < max(len(e.text) for e in entries)


def most_qualified(question: Question, entries: Entries, entry: Entry) -> float:
    """Picks the option with the most softening words."""
    return _count(entry, QUALIFIED)


def least_absolute(question: Question, entries: Entries, entry: Entry) -> float:
    """Picks the option with the fewest words that leave no exception."""
    return -_count(entry, ABSOLUTE)


def echo_of_stem(question: Question, entries: Entries, entry: Entry) -> float:
    """Picks the option that shares the most longer words with the stem."""
    stem = {word for word in normal(question.stem).split() if len(word) > 4}
    return len(stem & set(normal(entry.text).split()))


def odd_reason(question: Question, entries: Entries, entry: Entry) -> float:
    """Picks the only option with a reason clause, or the only one without."""
    has = [bool(REASON.search(e.text)) for e in entries]
    return len(entries) > 2 and has.count(bool(REASON.search(entry.text))) == 1


GUESSERS: tuple[Look, ...] = (
    longest,
    any_but_longest,
    shortest,
    most_qualified,
    least_absolute,
    echo_of_stem,
    odd_reason,
)


def expected(question: Question, entries: Entries, look: Look) -> float:
    """The chance that a guesser picks the key of one list."""
    looks = [look(question, entries, entry) for entry in entries]
    best = [e for e, seen in zip(entries, looks, strict=True) if seen == max(looks)]
    return sum(map(is_right, best)) / len(best)


def score(bank: Bank, look: Look) -> tuple[float, float, int]:
    """A guesser's expected share of right answers, that of blind chance, and the lists counted."""
    lists = [(a.question, entries) for a in bank for entries in one_key_lists(a.question)]
    if not lists:
        return 0.0, 0.0, 0
    right = sum(expected(question, entries, look) for question, entries in lists)
    chance = sum(1 / len(entries) for _, entries in lists)
    return right / len(lists), chance / len(lists), len(lists)


def no_guesser_wins(bank: Bank) -> list[str]:
    """No guesser beats chance by more than `SLACK`, over the bank and over single choice alone.

    One lesson has a dozen such questions, which swing; there the limit is `LESSON_SLACK`, or one
    question.
    """
    single = [asked for asked in bank if isinstance(asked.question, SingleChoice)]
    groups = [("questions", bank, SLACK), ("questions of single choice", single, SLACK)]
    for lesson in dict.fromkeys(asked.lesson for asked in bank):
        own = [a for a in bank if a.lesson == lesson]
        size = sum(1 for a in own for _ in one_key_lists(a.question))
        groups.append((f"questions/{lesson}.yaml", own, max(LESSON_SLACK, 1 / max(1, size))))
    found = []
    for name, group, slack in groups:
        for look in GUESSERS:
            got, chance, _ = score(group, look)
            if got > chance + slack:
                found.append(
                    f"{name}: the guesser {look.__name__!r} is right in {got:.0%} where chance is "
                    f"{chance:.0%}; reword keys or wrong options."
                )
    return found


def key_seldom_longest(bank: Bank) -> list[str]:
    """The key is the longest option, alone or with others, in at most `LONGEST` of single choice.

    By lesson, too, as far as whole questions allow: one more than the share is let pass there.
    """
    found = []
    groups: dict[str, Bank] = {"questions": bank}
    for asked in bank:
        groups.setdefault(f"questions/{asked.lesson}.yaml", []).append(asked)
    for name, group in groups.items():
        single = [a.question for a in group if isinstance(a.question, SingleChoice)]
        over = [question for question in single if _key_is_longest(question)]
        allowed = LONGEST * len(single) + (name != "questions")
        if len(over) > allowed:
            ids = ", ".join(question.id for question in over)
            found.append(
                f"{name}: the key is the longest option in {len(over)} of {len(single)} ({ids}); "
                "lengthen wrong options."
            )
    return found


def _key_is_longest(question: SingleChoice) -> bool:
    key = next(len(o.text) for o in question.options if o.correct)
    return key >= max(len(o.text) for o in question.options)


# ---------------------------------------------------------------- where the key stands

Order = Callable[[Question, int, str], Sequence[int]]
# The 0.999 quantile of chi-square by degrees of freedom: a fair shuffle passes 999 times in 1000.
CRITICAL = {1: 10.83, 2: 13.82, 3: 16.27, 4: 18.47}


def key_position_is_even(
    bank: Bank, order: Order = display_order, seeds: Sequence[str] = ()
) -> list[str]:
    """For one learner as for the next, the key stands in each place equally often (chi-square).

    Lists of the same number of options are taken together, over many learners' seeds.
    """
    seeds = seeds or [f"learner-{n}" for n in range(60)]
    places: dict[int, Counter] = {}
    for asked in bank:
        for entries in one_key_lists(asked.question):
            key = [is_right(e) for e in entries].index(True)
            counts = places.setdefault(len(entries), Counter())
            for seed in seeds:
                counts[list(order(asked.question, len(entries), seed)).index(key)] += 1
    found = []
    for size, counts in sorted(places.items()):
        even = counts.total() / size
        chi = sum((counts[i] - even) ** 2 / even for i in range(size))
        if counts.total() >= 5 * size and chi > CRITICAL[size - 1]:
            shown = ", ".join(str(counts[i]) for i in range(size))
            found.append(
                f"questions: of {size} options the key stands in places 1 to {size} {shown} times "
                f"(chi-square {chi:.1f} over {CRITICAL[size - 1]}); mend the shuffle."
            )
    return found


def key_position_is_even_on_paper(bank: Bank) -> list[str]:
    """The same for the one order that is printed in a notebook without a kernel."""
    return key_position_is_even(bank, seeds=[PRINT_SEED])


RULES = (no_guesser_wins, key_seldom_longest, key_position_is_even, key_position_is_even_on_paper)
