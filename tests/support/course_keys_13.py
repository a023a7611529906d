"""Answer keys of lesson 13; see `course_keys`."""

from __future__ import annotations

from course_keys import Key, key, relaunch

from helpers.methods import brooks_days, brooks_work, change_impact, cpm, evm, response_value


@key("control-week-fifteen")
def _() -> Key:
    found = evm(400_000, 300_000, 258_000, 292_000)
    return Key(found.eac_one_off, ("400,000", "258,000", "300,000", "292,000"))


@key("control-spare-server")
def _() -> Key:
    saving = response_value(0.40, -25_000, 0, new_probability=0.10).saving
    return Key(saving, ("chance of 40%", "EUR 25,000", "chance to 10%"))


@key("control-sensor-pair")
def _() -> Key:
    spare = int(cpm(relaunch()).activities["E"].total_float)
    one, other = 20, 12
    assert change_impact(relaunch(), {"E": one}).delay == 0
    assert change_impact(relaunch(), {"E": other}).delay == 0
    quoted = (f"{spare} days of total float", f"one by {one} days", f"one by {other}")
    return Key(change_impact(relaunch(), {"E": one + other}).delay, quoted)


@key("control-needed-from-here")
def _() -> Key:
    found = evm(400_000, 360_000, 310_000, 352_000)  # what was due does not matter here
    return Key(found.tcpi_to_bac, ("400,000", "310,000", "352,000"))


@key("control-two-teachers")
def _() -> Key:
    work = 69
    alone, taught = brooks_work(1), brooks_work(1, added=2)
    quoted = (f"do {alone:g} person-days", f"does {taught:g} a day", f"{work} person-days")
    return Key(brooks_days(work, added=2) - brooks_days(work), quoted)
