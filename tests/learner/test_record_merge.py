"""Answers of two machines in one record: each once, in one order, all of a file or none."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_samples import attempt, ids, latest, sql

from helpers.record import NotKept, json_export, open_record, order, read_answers


def test_an_import_adds_what_is_new_and_nothing_twice(tmp_path):
    here, there = open_record(tmp_path / "here.sqlite"), open_record(tmp_path / "there.sqlite")
    for n in range(5):
        there.append(attempt(f"q{n}"))
    here.append(attempt("mine"))
    seed, facts = here.seed, there.facts()
    assert here.merge(facts) == (5, 0, ())
    before = here.facts()
    for _ in range(2):
        assert here.merge(facts) == (0, 5, ()) and here.facts() == before
    there.append(attempt("q5"))
    assert here.merge(there.facts()) == (1, 5, ()) and here.seed == seed
    assert len(ids(here.path)) == 7 == len(latest(open_record(here.path)))
    assert read_answers(there.path) == (there.facts(), 0)


def test_the_first_of_two_with_one_id_stays_and_the_other_is_named(tmp_path):
    record, one = open_record(tmp_path / "here.sqlite"), attempt("q", "first")
    record.append(one)
    other = replace(one, response="second")
    assert record.merge([other, attempt("new")]) == (1, 0, (other,))
    assert latest(record)["q"] == one and list(latest(record)) == ["q", "new"]


def test_an_import_is_whole_or_nothing(tmp_path):
    record = open_record(tmp_path / "here.sqlite")
    record.append(attempt("mine"))
    bad = replace(attempt("bad"), score=7.0)
    with pytest.raises(ValueError):
        record.merge([attempt("good"), bad])
    assert [a.question for a in open_record(record.path).facts()] == ["mine"]
    with pytest.raises(NotKept, match="guest keeps no answers"):
        open_record("guest").merge([attempt()])
    sql(record.path, "PRAGMA user_version=99")
    with pytest.raises(NotKept, match="newer version"):
        record.merge([attempt()])


def _at(minute: int, question: str, zone="+00:00", hour=9):
    return replace(attempt(question), at=f"2026-05-01T{hour:02}:{minute:02}:00.000{zone}")


def test_two_machines_in_two_zones_come_to_the_same_order(tmp_path):
    east = [_at(0, "a", "+02:00", 11), _at(2, "c", "+02:00", 11), _at(1, "c2", "+02:00", 11)]
    west = [_at(1, "b", "-07:00", 2), _at(4, "d", "-07:00", 2)]  # the clock of the east was set
    orders = []
    for name, mine, theirs in ("one", east, west), ("two", west, east):
        record = open_record(tmp_path / f"{name}.sqlite")
        for one in mine:
            record.append(one)
        record.merge(theirs)
        record.append(_at(0, "late", hour=8))  # what is answered here comes where it was kept
        orders.append([a.question for a in record.facts()])
        assert [a.question for a in record.attempts(question="c2")] == ["c2"]
    assert orders == [["a", "b", "c", "c2", "late", "d"], ["a", "b", "c", "c2", "d", "late"]]


@settings(max_examples=100, deadline=None, database=None)
@given(st.integers(0, 2**32))
def test_any_weaving_keeps_the_order_of_each_machine(seed):
    dice = random.Random(seed)
    rows = [(n, _at(dice.randrange(60), str(n))) for n in range(1, dice.randrange(2, 30))]
    spans, first = [], 1
    while first < len(rows):
        last = min(len(rows), first + dice.randrange(6))
        if dice.random() < 0.6:
            spans.append((first, last))
        first = last + 1
    woven = [int(a.question) for a in order.in_order(rows, spans)]
    assert sorted(woven) == [n for n, _ in rows]
    inside = {n: span for span in spans for n in range(span[0], span[1] + 1)}
    for span in [*spans, None]:
        strand = [n for n in woven if inside.get(n) == span]
        assert strand == sorted(strand)


def test_the_order_survives_damage_and_an_odd_note_of_an_import(tmp_path):
    record = open_record(tmp_path / "here.sqlite")
    record.append(_at(5, "later"))
    record.merge([_at(1, "early")])
    record.append(_at(6, "last"))
    names = ["early", "later", "last"]
    sql(record.path, "INSERT INTO meta VALUES ('imported:x', 'y')")
    assert [a.question for a in record.facts()] == names
    open_record(record.path)  # keeps a copy of what is there
    content = bytearray(record.path.read_bytes())
    content[20:60] = b"\xff" * 40
    record.path.write_bytes(content)
    again = open_record(record.path)
    assert "set aside" in again.notice and [a.question for a in again.facts()] == names


def test_a_copy_is_whole_or_none_is_made(tmp_path, monkeypatch):
    record = open_record(tmp_path / "here.sqlite")
    record.append(attempt("kept"))
    monkeypatch.setattr(
        json_export.store, "read", lambda *_: (_ for _ in ()).throw(NotKept("Busy."))
    )
    assert [a.question for a in record.attempts()] == ["kept"]  # from memory, for the lesson
    with pytest.raises(NotKept):
        record.facts()
