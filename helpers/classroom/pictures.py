"""The pictures of a class, each a `Chart` from numbers that are reckoned elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist, fmean, stdev
from typing import Any

from helpers.charts.chart import Chart, Facts
from helpers.charts.forms import bars, counts_and_range, heat_map, intervals
from helpers.charts.forms.heat import READABLE
from helpers.charts.style import BASE_SIZE, NEUTRAL, PALE
from helpers.charts.words import drawable, number, shortened
from helpers.methods.gain import PairedGain

from .beliefs import Holding
from .statistics import FEWEST, QuestionStatistics
from .teach_again import asked, belief_texts, quoted

REAL = "Source: the answers of this class, read on this computer. First answers only."
INVENTED = (
    "Source: the answers of a class that the course authors invented, 2026. First answers only."
)

MOST_NAMED = 60
"""Learners up to whom a picture has a row for each."""

_MASTERED = (
    "Mastered means that the last answer to a question was right and not copied from the answer "
    "shown.",
    "The learners stand in no order. Their numbers are given anew each time.",
)


def _facts(title: str, alt: str, invented: bool, *caveats: str, last: bool = False) -> Facts:
    source = INVENTED if invented else REAL
    if last:
        source = source.removesuffix(" First answers only.")
    return Facts(title, alt, source, caveats, invented)


def _unanswered(left: str) -> list[str]:
    return [f"Nobody has answered anything of these, so they have no row: {left}."] if left else []


def mastery(
    names: Sequence[str],
    learners: Sequence[str],
    shares: Sequence[Sequence[float | None]],
    kind: str,
    invented: bool,
    left: str = "",
) -> Chart:
    """The heat map: ``shares`` are rows of what each learner has mastered, 0 to 1 or None.

    ``left`` names the rows that nobody has answered anything of.
    """
    means = [fmean(known) if (known := [s for s in row if s is not None]) else 1 for row in shares]
    weakest = names[means.index(min(means))].rstrip(".")
    signs = "Plus: 60% or more of the questions mastered. Circle: 40% or more. Minus: less. "
    blank = "White: not answered."
    return heat_map(
        names,
        learners,
        shares,
        _facts(
            f"Least mastered, {min(means):.0%} on average: {weakest}",
            f"A grid with a row for each {kind.lower()} and a column for each learner. The more "
            "is mastered, the deeper the shade.",
            invented,
            *_MASTERED,
            *_unanswered(left),
            last=True,
        ),
        category_label=kind,
        column_label="Learner",
        note=signs + blank if len(learners) <= READABLE else f"Deep: mastered. {blank}",
    )


def mastery_by_name(
    names: Sequence[str],
    learners: Sequence[str],
    shares: Sequence[Sequence[float | None]],
    kind: str,
    invented: bool,
    left: str = "",
) -> Chart:
    """The heat map with a row for each learner, a number and a name such as "3 Ana".

    What the font cannot draw is left to the table, and so are all names of a very large class.
    """
    facts = _facts(
        "What each learner has mastered",
        f"A grid with a row for each learner and a column for each {kind.lower()}. The more is "
        "mastered, the deeper the shade.",
        invented,
        *_MASTERED,
        "A name that the picture cannot show stands in the table.",
        *_unanswered(left),
        last=True,
    )
    numbers = [learner.split()[0] for learner in learners]
    if len(learners) > MOST_NAMED:
        return heat_map(
            names,
            learners,
            shares,
            facts,
            category_label=kind,
            column_label="Learner",
            column_labels=numbers,
        )
    counted = kind != "Lesson"  # a lesson's name begins with its number
    columns = [f"{place} {name}" if counted else name for place, name in enumerate(names, 1)]
    return heat_map(
        learners,
        columns,
        list(zip(*shares, strict=True)),
        facts,
        category_label="Learner",
        column_label=kind,
        note="Plus: 60% or more mastered. Circle: 40% or more. Minus: less. White: not answered.",
        row_labels=[
            shortened(learner, 2.4, BASE_SIZE) if drawable(learner) else alone
            for learner, alone in zip(learners, numbers, strict=True)
        ],
        column_labels=[column.split()[0] for column in columns],
    )


def difficulty(rows: Sequence[QuestionStatistics], invented: bool) -> Chart:
    """The share of right first answers, hardest first."""
    shares = sorted((s.difficulty, s.question, s.n) for s in rows if s.difficulty is not None)
    least, hardest, _ = shares[0]
    return bars(
        [(f"{asked(name)} ({name}, n={n})", round(100 * share)) for share, name, n in shares],
        _facts(
            f"Hardest: {quoted(asked(hardest))}, right at first for {least:.0%}",
            "One bar for each question: the share of learners whose first answer was right.",
            invented,
            "A hard question is not a bad one. See which wrong answer drew the learners.",
            "An answer that was partly right counts as not right.",
        ),
        value_label="Right at the first answer (percent)",
        category_label="Question",
        write=number(after="%"),
        high=112,
        ticks=range(0, 101, 25),
    )


def discrimination(rows: Sequence[QuestionStatistics], invented: bool) -> Chart:
    """How each question goes with the others, with its interval, the lowest first."""
    found = sorted(
        (d.r, s.question, d.n, d.low, d.high)
        for s in rows
        for d in [s.discrimination]
        if d.r is not None and d.low is not None and d.high is not None
    )
    lowest, name, *_ = found[0]
    unclear = sum(low <= 0 for *_, low, _ in found)
    return intervals(
        [
            (f"{asked(q)} ({q}, n={n})", round(r, 2), round(low, 2), round(high, 2))
            for r, q, n, low, high in found
        ],
        _facts(
            f"{len(found) - unclear} of {len(found)} questions clearly tell learners apart; "
            f"lowest: {quoted(asked(name))} ({lowest:+.2f})",
            "One dot for each question with a line through it. The dot is the correlation of a "
            "right answer with the share right elsewhere, the line its 95% interval.",
            invented,
            "A value near zero means that those who know more did no better on this question. "
            "Read it again: it may be unclear, or very easy.",
            "A clearly negative value often means a wrong key. Tell the authors.",
            "The interval is Fisher's. It takes the learners for a sample, and it is wide in a "
            "small class.",
        ),
        value_label="Discrimination (point-biserial correlation, -1 to 1)",
        category_label="Question",
        series="Discrimination",
        low=-1,
        high=1.12,
        write=number(2, sign=True),
    )


def wrong_choices(rows: Sequence[QuestionStatistics], invented: bool) -> Chart:
    """The wrong choice made most often in each question, the commonest first."""
    top = rows[0]
    return bars(
        [(f"{asked(s.question, 40)} {quoted(s.chosen.text)}", s.times) for s in rows if s.chosen],
        _facts(
            f"{top.times} of {top.n} chose the same wrong answer to {quoted(asked(top.question))}",
            "One bar for each question: how many learners made the wrong choice that was made "
            "most often there.",
            invented,
            "In a question with several parts a learner may have made more than one wrong choice.",
        ),
        value_label="Learners",
        category_label="Question and wrong choice",
        high=max(s.times for s in rows) * 1.15,
    )


def beliefs(rows: Sequence[Holding], invented: bool) -> Chart:
    """How often each belief was chosen where an option stood for it."""
    texts = belief_texts()
    top = rows[0]
    return bars(
        [(f"{texts[h.belief]} ({h.chosen} of {h.offered})", round(100 * h.share)) for h in rows],
        _facts(
            f"Most widespread, in {top.share:.0%} of the answers that could show it: "
            f"{texts[top.belief]}",
            "One bar for each belief: of the first answers to questions with an option that "
            "stands for it, the share that chose one.",
            invented,
            "Choosing an option once does not prove that somebody holds the belief. Ask.",
        ),
        value_label="Answers that chose it (percent of those that could)",
        category_label="Belief (answers)",
        write=number(after="%"),
        high=max(10, 118 * top.share),
    )


def gain(gains: Sequence[PairedGain], invented: bool) -> Chart:
    """Mean right answers before and after; a range where enough learners took both tests."""
    most, n = gains[0].asked, len(gains)
    before, after = fmean(g.before for g in gains), fmean(g.after for g in gains)
    before, after = round(before, 1), round(after, 1)
    change = round(after - before, 1)  # of the rounded means, so that the three bars agree
    mean = fmean(g.gain for g in gains)
    rows = [
        ("At the start", before, PALE),
        ("In the final test", after, NEUTRAL),
        ("Difference", change, NEUTRAL),
    ]
    title = f"{abs(change):.1f} {'more' if change >= 0 else 'fewer'} of {most} right on average"
    alt = "Three bars: mean right answers at the start, in the final test, and their difference."
    known = [
        f"{n} learners took both tests; the others are not in it.",
        "Without a group that did not take the course, a change does not show what caused it.",
    ]
    words: dict[str, Any] = {
        "value_label": f"Right answers (mean, of {most})",
        "category_label": f"Learners with both tests: {n}",
        "write": number(1),
    }
    if n < FEWEST:
        known.insert(0, f"With {n} of them chance has a large part, so no range is given.")
        return bars(
            [(name, value) for name, value, _ in rows],
            _facts(title, alt, invented, *known),
            looks=[look for *_, look in rows],
            high=most * 1.1,
            low=min(0, change) * 1.2,
            **words,
        )
    half = NormalDist().inv_cdf(0.975) * stdev([g.gain for g in gains]) / math.sqrt(n)
    low, high = round(mean - half, 1), round(mean + half, 1)
    known.insert(
        0, "The range is a 95% interval of the mean: the mean, plus and minus 1.96 standard errors."
    )
    return counts_and_range(
        rows,
        ("Likely mean gain", low, high),
        _facts(
            title,
            f"{alt} Below them a line runs from {low} to {high}, the likely range of the mean "
            "difference.",
            invented,
            *known,
        ),
        low=min(0, low, change) - most / 6,
        high=most * 1.1,
        **words,
    )
