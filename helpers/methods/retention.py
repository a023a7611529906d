"""Who stays and what they are worth: cohorts, lifetime value, acquisition cost, payback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from . import _checks as check


class PooledMonth(NamedTuple):
    """All cohorts together at one age: active people, people who can be seen, their ratio."""

    month: int
    active: int
    observed: int
    rate: float


class RetentionTable(NamedTuple):
    """Retention of each cohort by month, and of the cohorts pooled."""

    rates: dict[str, tuple[float, ...]]
    pooled: tuple[PooledMonth, ...]


class UnitEconomics(NamedTuple):
    """What one customer brings and costs. Money in one currency, times in months."""

    margin_per_month: float
    lifetime: float
    ltv: float
    ltv_to_cac: float
    payback: float


def _cohorts(cohorts: Mapping[str, Any]) -> dict[str, list[int]]:
    if not isinstance(cohorts, Mapping) or not cohorts:
        raise ValueError("There is no cohort yet: give name to [size, active in month 1, ...].")
    result = {}
    for name, row in cohorts.items():
        values = check.listed(row, f"Cohort '{name}'")
        while values and values[-1] is None:
            values.pop()
        if not values:
            raise ValueError(f"Cohort '{name}' is empty: give its size first.")
        read: list[int] = []
        for month, value in enumerate(values):
            what = f"Month {month} of cohort '{name}'" if month else f"The size of cohort '{name}'"
            if value is None:
                raise ValueError(f"{what} is missing before a later month: fill it in.")
            count = int(check.number(value, what, low=0 if month else 1, whole=True))
            if read and count > read[0]:
                raise ValueError(
                    f"{what} has {count} active people but only {read[0]} joined: "
                    "count members of the cohort only."
                )
            read.append(count)
        result[name] = read
    return result


def retention_table(cohorts: Mapping[str, Any]) -> RetentionTable:
    """Work out the retention triangle, for each cohort and pooled.

    Parameters
    ----------
    cohorts : mapping
        Cohort name to ``[size, active in month 1, active in month 2, ...]``. Young cohorts have
        shorter rows, or None for months that have not come yet (right-censoring).

    Returns
    -------
    RetentionTable
        ``rates[cohort][month]`` and ``pooled[month]``; month 0 is 1.

    Raises
    ------
    ValueError
        If a cohort is empty, a count is bad, exceeds the size, or a month is missing inside.

    Notes
    -----
    Formula: ``active in month t / size``; pooled over cohorts that are at least t months old.
    Unit: share of joiners. Source: standard cohort analysis; leaving out the cohorts that are
    too young is the usual handling of right-censoring.

    Examples
    --------
    >>> table = retention_table({"Jan": [500, 300, 240], "Feb": [600, 330]})
    >>> table.rates["Jan"], round(table.pooled[1].rate, 3), table.pooled[2].observed
    ((1.0, 0.6, 0.48), 0.573, 500)
    """
    read = _cohorts(cohorts)
    rates = {name: tuple(count / row[0] for count in row) for name, row in read.items()}
    pooled = []
    for month in range(max(map(len, read.values()))):
        old = [row for row in read.values() if len(row) > month]
        active, size = sum(row[month] for row in old), sum(row[0] for row in old)
        pooled.append(PooledMonth(month, active, size, active / size))
    return RetentionTable(rates, tuple(pooled))


def pooled_retention(
    cohorts: Mapping[str, Any], month: Any, *, all_joiners: bool = False
) -> PooledMonth:
    """Pool the cohorts at one age, with the right denominator or with the usual wrong one.

    Parameters
    ----------
    cohorts : mapping
        As for `retention_table`.
    month : int
        Age in months.
    all_joiners : bool
        True divides by everybody who ever joined, also by cohorts too young to be seen. That is
        the classic error, offered for comparison.

    Returns
    -------
    PooledMonth
        ``month, active, observed, rate``.

    Raises
    ------
    ValueError
        If a cohort is bad or no cohort is old enough.

    Notes
    -----
    Formula: ``sum of active / sum of sizes`` of the cohorts observed. Unit: share of joiners.
    Source: as for `retention_table`.

    Examples
    --------
    >>> cohorts = {"Jan": [500, 300, 240], "Feb": [600, 330]}
    >>> pooled_retention(cohorts, 2).rate
    0.48
    >>> round(pooled_retention(cohorts, 2, all_joiners=True).rate, 3)
    0.218
    """
    if not isinstance(all_joiners, bool):
        raise ValueError(
            f"The setting all_joiners is {check.shown(all_joiners)}: give True or False."
        )
    age = int(check.number(month, "The month", low=0, whole=True))
    pooled = retention_table(cohorts).pooled
    if age >= len(pooled):
        raise ValueError(
            f"No cohort is {age} months old yet: ask for month {len(pooled) - 1} or earlier."
        )
    if not all_joiners:
        return pooled[age]
    everyone = pooled[0].active
    return PooledMonth(age, pooled[age].active, everyone, pooled[age].active / everyone)


def ltv(arpu: Any, margin: Any, churn: Any, *, months: Any = None) -> float:
    """Estimate what a customer brings over the whole stay, or over the first months of it.

    Parameters
    ----------
    arpu : number
        Average revenue per user and month.
    margin : number
        Gross margin as a share of revenue, 0 to 1. Using 1 here is the classic error.
    churn : number
        Share of customers who leave each month, above 0 (0 is allowed when ``months`` is given).
    months : int, optional
        Count only so many months.

    Returns
    -------
    float
        Money per customer, not discounted, with constant churn.

    Raises
    ------
    ValueError
        If a value is out of range, or ``arpu`` or ``churn`` is not by the month.

    Notes
    -----
    Formula: ``arpu * margin / churn``; limited to n months
    ``arpu * margin * (1 - (1 - churn)**n) / churn``. Unit: currency of ``arpu``.
    Source: geometric lifetime model; see Gupta & Lehmann, "Managing Customers as Investments",
    2005.

    Examples
    --------
    >>> round(ltv(9, 0.60, 0.08), 2), round(ltv(9, 0.60, 0.08, months=24), 2)
    (67.5, 58.38)
    """
    for name, value in (("Revenue", arpu), ("Churn", churn)):
        period = check.time_of(check.quantity(value, name)[1])
        if period not in ("", "month"):
            raise ValueError(f"{name} is per {period}: give it per month.")
    income = check.number(arpu, "Revenue per user", low=0) * check.share(margin, "The margin")
    leaving = check.share(churn, "The churn")
    if months is None:
        if leaving == 0:
            raise ValueError("The churn is 0: give a share above 0, or limit the months.")
        return income / leaving
    check.fits(months, "The number of months", ("month",), "give it in months")
    limit = int(check.number(months, "The number of months", low=1, whole=True))
    if leaving == 0:
        return income * limit
    return income * (1 - (1 - leaving) ** limit) / leaving


def unit_economics(arpu: Any, margin: Any, churn: Any, cac: Any) -> UnitEconomics:
    """Compare what a customer brings with what winning the customer costs.

    Parameters
    ----------
    arpu, margin, churn : number
        As for `ltv`, by the month.
    cac : number
        Customer acquisition cost: money to win one customer, above 0.

    Returns
    -------
    UnitEconomics
        Margin per month, mean lifetime in months, LTV, LTV/CAC, payback in months for a customer
        who stays (churn makes it longer for the average one).

    Raises
    ------
    ValueError
        If a value is out of range or not by the month, currencies are mixed, or the margin is 0
        and no month pays anything back.

    Notes
    -----
    Formula: ``lifetime = 1 / churn``; ``payback = cac / (arpu * margin)``. Units: currency and
    months. Source: as for `ltv`. That 3:1 is healthy is a rule of thumb among investors.

    Examples
    --------
    >>> result = unit_economics(9, 0.60, 0.08, 25)
    >>> round(result.ltv_to_cac, 2), round(result.payback, 2), result.lifetime
    (2.7, 4.63, 12.5)
    """
    value = ltv(arpu, margin, churn)
    income, unit = check.quantity(arpu, "Revenue")
    money = check.quantity(cac, "The acquisition cost")[1]
    if "/" in money:
        raise ValueError(
            f"The acquisition cost is {check.shown(cac)}: give the money for one customer, "
            "such as '25 EUR'."
        )
    currency = unit.partition("/")[0]
    if currency and money and currency != money:
        raise ValueError(
            f"The acquisition cost is in '{money}' but revenue is in '{currency}': "
            "give both in one currency."
        )
    cost = check.number(cac, "The acquisition cost", above=0)
    per_month = income * check.share(margin, "The margin")
    if per_month == 0:
        raise ValueError("The margin per month is 0: give revenue and margin above 0.")
    lifetime = 1 / check.share(churn, "The churn")
    return UnitEconomics(per_month, lifetime, value, value / cost, cost / per_month)
