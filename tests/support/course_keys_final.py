"""Answer keys of the final check, worked out anew; `course_keys` says how a key is read."""

from __future__ import annotations

from course_keys import Key, key, options

from helpers.charts import draw
from helpers.methods import cpm, evm, pooled_retention


@key("final-choosing-members")
def _() -> Key:
    # Nothing is known of the months between; their counts do not matter here.
    cohorts = {"April": [400, 400, 400, 140], "May": [200, 200, 200, 110], "June": [450, 450]}
    pooled = pooled_retention(cohorts, 3)
    assert (pooled.active, pooled.observed) == (250, 600)
    return Key(100 * pooled.rate, ("400", "140", "200", "110", "450", "1 September"))


@key("final-planning-catalogue")
def _() -> Key:
    forecast = evm(90_000, 45_000, 38_000, 44_000).eac_typical
    return Key(forecast, ("90,000", "45,000", "38,000", "44,000"))


@key("final-small-plan")
def _() -> Key:
    plan = cpm({"A": (4, ""), "B": (6, "A"), "C": (9, "A"), "D": (5, "B, C"), "E": (7, "B")})
    assert plan.duration == 18
    quoted = ("A takes 4", "B takes 6", "C takes 9", "D takes 5", "E takes 7")
    return Key(plan.activities["B"].total_float, quoted)


@key("final-leila-range")
def _() -> Key:
    shown = {name: values for name, *values in draw("gain_example").table()[1:]}
    difference, ends = int(shown["Difference"][0]), shown["Likely gain on questions of this kind"]
    low, high = (int(end.replace("\u2212", "-")) for end in ends[1].split("; "))
    assert low < 0 < difference < high and difference == 4
    return Key(options("four more right", "luck"))


@key("final-sure-share")
def _() -> Key:
    sure, right = 15, 9
    return Key(100 * right / sure, (f"{sure} of her 24", f"{right} were right"))
