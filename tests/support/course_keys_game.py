"""Answer keys of the game; see `course_keys`."""

from __future__ import annotations

from course_keys import Key, key


@key("chairs-worth-number")
def _() -> Key:
    chance, brings, costs = 3 / 10, 50_000, 20_000
    knowing = chance * max(0, brings - costs) + (1 - chance) * max(0, -costs)
    blind = max(0, chance * brings - costs)
    quoted = (f"EUR {costs:,}", f"EUR {brings:,}", f"EUR {costs - chance * brings:,.0f} on average")
    return Key(round(knowing - blind, 6), quoted)


@key("chairs-exit-beta")
def _() -> Key:
    price, fault, chance = 6_000, 40_000, 1 / 4
    return Key(chance * fault - price, (f"EUR {price:,}", f"EUR {fault:,}", "one of four"))
