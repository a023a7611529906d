"""Answer keys of the product lab that chooses; see `course_keys`."""

from __future__ import annotations

from course_keys import Key, key, options

from helpers.methods import cd3, check_tree, delay_cost, kano_result, rice, rice_break_even


@key("choose-dearest-fault")
def _() -> Key:
    top, need = "riders love us", "My end dock is full"
    found = check_tree(
        {
            top: ("outcome", ""),
            need: ("opportunity", top),
            "live counts": ("solution", need),
            "reserve a dock": ("solution", need),
            "hold docks by hand": ("test", "reserve a dock"),
            "a new logo": ("solution", top),
        },
        target=need,
        chosen=["reserve a dock"],
    )
    assert {finding.rule for finding in found} == {"root_metric", "compare_three", "parent"}
    at_the_top = [finding for finding in found if finding.rule == "root_metric"]
    return Key([("couldn't tell if it worked",) for _ in at_the_top])


@key("choose-turned-minds")
def _() -> Key:
    said = ("10 are attractive", "5 must-be", "3 one-dimensional")
    moves = range(11)
    leads = [kano_result({"A": 10 - n, "M": 5 + n, "O": 3, "I": 2}).category for n in moves]
    return Key(leads.index("M"), said)


@key("choose-locker-better")
def _() -> Key:
    counts = {"A": 8, "O": 7, "M": 1, "I": 4, "R": 4, "Q": 1}
    said = ("8 are attractive", "7 one-dimensional", "1 must-be", "4 indifferent", "4 reverse")
    return Key(kano_result(counts).better, (*said, f"{sum(counts.values())} riders"))


@key("choose-lane-map")
def _() -> Key:
    return Key(rice(6000, 1, 0.8, 2), ("6,000 riders", "80% sure", "2 person-months"))


@key("choose-lane-rival")
def _() -> Key:
    ideas = {"planner": (2000, 1, 0.8, 1), "towels": (1400, 1, 1.0, 1)}
    return Key(100 * rice_break_even(ideas, "planner", "towels"), ("1,600", "80%", "1,400"))


@key("choose-two-jobs-total")
def _() -> Key:
    jobs = {"oven": (5000, 2), "shop": (4000, 1)}
    said = ("EUR 5,000 a week", "2 weeks", "EUR 4,000 a week", "1 week")
    return Key(delay_cost(jobs, ["shop", "oven"]), said)


@key("choose-quick-job")
def _() -> Key:
    form, server = cd3(1000, 1), cd3(6000, 2)
    assert server > form
    return Key(options("ratio of the server is the higher"), ("EUR 1,000", "EUR 6,000"))


@key("choose-narrow-lead")
def _() -> Key:
    survey = kano_result({"M": 9, "O": 8, "A": 2, "I": 1})
    assert survey.category == "M" and round(survey.worse, 2) == -0.85
    return Key(options("seventeen would lose"))


@key("choose-out-of-reach")
def _() -> Key:
    scores = {"tour": (2000, 1.0), "coat check": (900, 0.5), "ticket kiosk": (1800, 0.8)}
    best = {name: score / confidence for name, (score, confidence) in scores.items()}
    (leader,) = [name for name in best if name != "tour" and best[name] > best["tour"]]
    return Key(options(f"For the {leader}"), ("2,000 points", "900", "1,800"))
