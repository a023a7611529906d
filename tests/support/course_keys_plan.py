"""Answer keys of the planning lab; see `course_keys`."""

from __future__ import annotations

from course_keys import WAITS, Key, key, relaunch

from helpers.methods import cpm


@key("plan-oven-link")
def _() -> Key:
    plan = {"P": (5, ""), "Q": (10, "P"), "R": (4, "P"), "S": (3, "R"), "T": (6, "Q, S")}
    before = cpm(plan).duration
    quoted = (
        *(f"{days} days)" for days in (10, 4, 3, 6)),
        "takes 5 days",
        f"end is day {before}",
        "S must wait for Q, too",
    )
    return Key(cpm(plan | {"S": (3, "R, Q")}).duration, quoted)


@key("plan-garden-curve")
def _() -> Key:
    shares = {30: 12, 32: 35, 34: 62, 36: 80, 38: 93}
    quoted = tuple(f"{share}% in week {week}" for week, share in shares.items())
    return Key(shares[38] - shares[34], (*quoted, "after week 34", "later than week 38"))


@key("plan-one-more-day")
def _() -> Key:
    return Key(0.30 * 4_000 - 1_000, ("is 30%", "EUR 4,000 in refunds", "EUR 1,000 in tickets"))


@key("plan-eight-days-bought")
def _() -> Key:
    plan = relaunch()
    now = cpm(plan)
    ends = {name: now.activities[name].early_finish for name in "DCE"}
    cut = plan | {"F": (plan["F"][0] - 8, WAITS["F"]), "G": (plan["G"][0] - 2, WAITS["G"])}
    quoted = (
        f"ends on day {ends['D']:.0f}",
        f"(contract) on day {ends['C']:.0f}",
        f"done on day {ends['E']:.0f}",
        f"app build, {plan['F'][0]:.0f} days",
        f"payment integration, {plan['G'][0]:.0f} days",
        f"to day {now.duration:.0f}",
        "F by 8 days",
        "G by 2",
    )
    return Key(now.duration - cpm(cut).duration, quoted)
