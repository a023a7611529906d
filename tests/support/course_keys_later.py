"""Answer keys of lessons 05 to 09; see `course_keys`."""

from __future__ import annotations

from course_keys import Key, by_number, key, options, relaunch, table

from helpers.content import load_figure, load_inventory
from helpers.methods import (
    change_impact,
    communication_links,
    cpm,
    fit_profile,
    fit_stability,
    littles_law,
    ltv,
)
from helpers.velolink import load_case

# ------------------------------------------------------------ 05 responsibilities, product


@key("responsible-stage-notes")
def _() -> Key:
    riders = by_number("velolink_life_cycle", "year", "weekly_riders")
    rise = {}
    for row in load_figure("velolink_life_stages").rows:
        years = [y for y in riders if float(row["start"]) <= y <= float(row["end"])]
        rise[row["stage"]] = (riders[years[-1]] - riders[years[0]]) / (years[-1] - years[0] or 1)
    rise.pop("Idea")  # nobody rides before the launch
    return Key(
        {
            "few people ride yet": next(iter(rise)),
            "brings more riders": max(rise, key=rise.get),
            "level for years": min(rise, key=lambda stage: abs(rise[stage])),
            "Fewer riders each year": min(rise, key=rise.get),
        }
    )


@key("responsible-mina-column")
def _() -> Key:
    cells = load_figure("decision_rights").column("product_manager")
    accountable = sum("A" in cell for cell in cells)
    assert not any("R" in cell and "A" not in cell for cell in cells)
    heard = sum(cell == "C" for cell in cells)
    return Key(options(f"last word in {accountable} of the {len(cells)} rows", f"in {heard} more"))


# ------------------------------------------------------------ 06 fifty product terms


@key("terms-ninety-fans")
def _() -> Key:
    fans, indifferent, critics = 90, 60, 50
    score = 100 * (fans - critics) / (fans + indifferent + critics)
    return Key(score, ("200 riders", "90 answers of 9 or 10", "60 of 7 or 8", "50 of 6 or less"))


@key("terms-member-worth")
def _() -> Key:
    return Key(ltv(10, 0.7, 0.05), ("EUR 10 a month", "70%", "5% of the members leave"))


# ------------------------------------------------------------ 07 responsibilities, project


@key("delivery-queue-weeks")
def _() -> Key:
    return Key(littles_law(wip=24, throughput=6), ("24 items", "six a week"))


@key("delivery-free-days")
def _() -> Key:
    days = int(cpm(relaunch()).activities["E"].total_float)
    assert change_impact(relaunch(), {"E": days}).delay == 0
    assert change_impact(relaunch(), {"E": days + 1}).delay == 1
    return Key(options(f"with {days} days used up", "one more day moves"), (f"{days} days more",))


@key("delivery-rising-line")
def _() -> Key:
    backlog = load_case().project.backlog
    done, first = backlog.done, backlog.scope
    scope = [first + backlog.added * (n >= backlog.added_in_sprint) for n in range(len(done))]
    left = [scope[sprint] - done[sprint] for sprint in (2, 3)]
    found = (
        f"{done[3] - done[2]:.0f} points of work",
        f"{scope[3] - scope[2]:.0f} points were added",
    )
    return Key(options(*found), tuple(f"{points:.0f}" for points in left))


@key("delivery-more-paths")
def _() -> Key:
    before, after = communication_links(9), communication_links(9 + 3)
    return Key(after - before, ("Nine people", f"{before} pairs", "Three more"))


@key("delivery-headline")
def _() -> Key:
    then = table("standish_chaos_1994", "result", "percent")["Successful"]
    now = table("pmi_pulse_2020_2021", "result", "report_2021")["Met the original goals"]
    return Key(options("two different questions"), (f"{then:.0f}%", f"{now:.0f}%"))


# ------------------------------------------------------------ 08 where the roles overlap


@key("overlap-neighbour-voices")
def _() -> Key:
    roles = {
        row["role"]: row["test"] + " " + row["answers_for"]
        for row in load_figure("role_neighbours").rows
    }
    clues = {
        "held the new depot back": "joint benefit",
        "team B said": "Technical links between teams",
        "no end date": "no end date",
        "argue better": "no date, no budget",
        "what the form must hold": "Requirements",
        "show clinics": "Explains the product",
        "one list of work": "order of its one backlog",
        "hire the engineers": "Owns how it is built",
    }
    found = {
        words: next(role for role, what in roles.items() if clue in what)
        for words, clue in clues.items()
    }
    # The lesson: an engineering lead who also hires is called engineering manager.
    found["hire the engineers"] = found["hire the engineers"].replace("lead", "manager")
    return Key(found)


# ------------------------------------------------------------ 09 which one is for me


def outlook(name: str) -> dict[str, float]:
    """A column of the BLS outlook for the two stand-ins."""
    rows = load_figure("bls_ooh_projections").rows
    return {
        row["occupation"].split(" (BLS")[0]: float(row[name])
        for row in rows
        if "(BLS" in row["occupation"]
    }


@key("fit-blog-division")
def _() -> Key:
    median = outlook("median_2024")
    high, low = median["Marketing managers"], median["Project management specialists"]
    assert high > low
    quoted = (f"{high:,.0f} by {low:,.0f}", f"{100 * (high / low - 1):.0f}% better")
    return Key(options("larger figure belongs to marketing managers"), quoted)


@key("fit-course-leaflet")
def _() -> Key:
    rows = load_figure("pmi_salary")
    gap = dict(zip(rows.column("edition"), rows.numbers("premium_pct"), strict=True))
    assert any("older and have more experience" in caveat for caveat in rows.info.caveats)
    quoted = ("bar of 2023", f"{gap['2023, 13th edition']:.0f}% more pay")
    return Key(options("alike in age, years of work and country"), quoted)


@key("fit-sam-reading")
def _() -> Key:
    inventory = load_inventory()
    answers = {answer.item: answer.step for answer in inventory.example.answers}
    items = {item.id: item.dimension for item in inventory.items}
    fit, stability = fit_profile(answers, items), fit_stability(answers, items)
    assert fit.dimensions["uncertainty"] < 0 and fit.firm["uncertainty"]
    assert fit.dimensions["object"] == 0 and not fit.firm["object"]
    assert stability.one_kept == stability.one_all and stability.two_kept < stability.two_all
    return Key(
        [
            ("main doubt", "leans to the product manager"),
            ("Two answers given a bit differently might turn the result",),
            ("On the object", "can't tell which side"),
        ]
    )
