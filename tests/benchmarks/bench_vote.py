"""What sixty phones wait for that come in, vote and ask for news at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from statistics import quantiles
from time import monotonic
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from table import Row

from helpers.classroom.vote.server import Vote

PHONES, CALLS = 60, 6


def rows() -> Iterator[Row]:
    """The slowest twentieth of the phones."""
    vote = Vote(["difference-flat-membership"])
    try:
        vote.room.act("open", vote.room.version)
        with ThreadPoolExecutor(PHONES) as all_at_once:
            seconds = list(all_at_once.map(lambda number: _takes_part(vote, number), range(PHONES)))
    finally:
        vote.close()
    slow = quantiles(seconds, n=20)[-1]
    yield Row(f"{PHONES} phones at once: a call of the slowest twentieth", slow, "s", 5)


def _takes_part(vote: Vote, number: int) -> float:
    """Open, vote and look three times; return the mean seconds of a call."""
    address = f"http://127.0.0.1:{vote.port}/{vote.room.code}"
    phone, began = build_opener(HTTPCookieProcessor(CookieJar())), monotonic()
    page = phone.open(address).read().decode()
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    phone.open(address, urlencode({"choice": "ABCD"[number % 4], "version": version}).encode())
    for _ in range(3):
        phone.open(f"{address}/now").read()
    return (monotonic() - began) / CALLS
