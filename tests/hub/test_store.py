"""The service's database: SQLite, and once the same on a real PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from house import answer, answers_of
from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from helpers.classroom.hub import store as module
from helpers.classroom.hub.store import Count, Full, Store


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.hub)])
def store(request, tmp_path):
    """An empty store, on each of the two."""
    if request.param == "sqlite":
        yield Store(f"sqlite:///{tmp_path / 'results.sqlite'}")
        return
    found = Store(request.getfixturevalue("postgres"))
    yield found
    module.Base.metadata.drop_all(found.engine)
    found.engine.dispose()


ODD = [
    None,
    True,
    1.5,
    "a 'quoted' \"text\" \u20ac \U0001f6b2",
    "\x00",
    "\ud800",
    [1, [2, {"a": None}]],
    {"owner": 0, "consult": [1, 2]},
    "'; DROP TABLE answers; --",
]


def test_what_is_kept_comes_back_as_it_was(store):
    kept = [answer(f"q{n}", response) for n, response in enumerate(ODD)]
    assert store.keep("ana", kept) == []
    assert answers_of(store, "ana") == kept and store.ids("ana") == [one.id for one in kept]
    assert answers_of(store, "ben") == [] and store.page().answers == [("ana", one) for one in kept]


def test_an_answer_is_kept_once_however_often_it_comes(store):
    first, second, third = answer("q1"), answer("q2"), answer("q3")
    store.keep("ana", [first, second])
    assert store.keep("ana", [first, second, third]) == []
    assert store.keep("ana", [third]) == []
    assert answers_of(store, "ana") == [first, second, third]


def test_a_kept_answer_is_never_changed(store):
    first = answer("q1", 0, "incorrect", score=0.0)
    store.keep("ana", [first])
    better = msgspec.structs.replace(first, outcome="correct", score=1.0)
    assert store.keep("ana", [answer("q2"), better]) == [first.id]
    assert answers_of(store, "ana")[0] == first and len(answers_of(store, "ana")) == 2


def test_an_id_is_each_learners_own(store):
    bens = answer("q1", 1)
    store.keep("ben", [bens])
    assert store.keep("ana", [msgspec.structs.replace(bens, response=2)]) == []
    assert [one.response for one in answers_of(store, "ben")] == [1]
    assert [one.response for one in answers_of(store, "ana")] == [2]


def test_many_at_once_and_each_once(store):
    shared = [answer(f"q{n}") for n in range(20)]
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda n: store.keep(f"learner{n % 4}", shared), range(16)):
            assert found == []
    for n in range(4):
        assert sorted(store.ids(f"learner{n}")) == sorted(one.id for one in shared)


def test_the_class_comes_in_pages(store):
    kept = [(f"learner{n % 3}", answer(f"q{n}")) for n in range(10)]
    for learner, one in kept:
        store.keep(learner, [one])
    found, after, pages = [], 0, 0
    while after is not None:
        page = store.page(after, 4)
        found, after, pages = found + page.answers, page.following, pages + 1
    assert found == kept and pages == 3


def test_a_page_is_small_however_long_the_answers_are(store, monkeypatch):
    """So that whoever reads many makes nobody wait."""
    monkeypatch.setattr(module, "PAGE_BYTES", 5000)
    kept = [answer(f"q{n}", "x" * 2000) for n in range(7)]
    store.keep("ana", kept)
    store.keep("ben", [answer("q")])
    page = store.page()
    assert 1 < len(page.answers) < 5 and page.following is not None
    assert answers_of(store, "ana") == kept and len(answers_of(store, "ben")) == 1


def test_a_learner_cannot_fill_the_disk(store, monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    store.keep("ana", [answer("q1"), answer("q2")])
    with pytest.raises(Full):
        store.keep("ana", [answer("q3"), answer("q4")])
    assert len(answers_of(store, "ana")) == 2 and store.keep("ben", [answer("q3")]) == []


def test_a_learner_cannot_fill_the_disk_with_long_answers(store, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 5000)
    store.keep("ana", [answer("q1", "x" * 2000), answer("q2", "x" * 2000)])
    with pytest.raises(Full):
        store.keep("ana", [answer("q3", "x" * 2000)])
    assert len(answers_of(store, "ana")) == 2
    assert store.keep("ben", [answer("q3", "x" * 2000)]) == []


def test_numbers_do_not_run_out():
    """PostgreSQL uses one up for each answer that comes again: 2^31 would be too few."""
    for table, number in (("answers", "number"), ("pulses", "number"), ("pulses", "after")):
        create = CreateTable(module.Base.metadata.tables[table])
        for dialect, kind in ((postgresql, "BIG"), (sqlite, "INTEGER")):
            made = str(create.compile(dialect=dialect.dialect())).replace('"', "")
            assert f"\t{number} {kind}" in made


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes; the Hub needs Linux")
def test_the_file_is_its_owners_only(tmp_path):
    """Also where everybody may read new files; and what erased answers said is not in it."""
    path, before = tmp_path / "results.sqlite", os.umask(0o022)
    try:
        store = Store(f"sqlite:///{path}")
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    store.keep("ana", [answer("q1", "a secret of hers")])
    store.keep("ben", [answer("q1", "another")])
    Store(f"sqlite:///{path}").erase("ana")
    assert b"another" in path.read_bytes() and b"a secret of hers" not in path.read_bytes()
    assert Store("sqlite://").ids("ana") == []


def test_a_pulse_counts_first_answers_since_it_was_opened(store):
    assert store.counts() is None and store.open_question() is None
    store.keep("ana", [answer("q", 3)])
    store.open_pulse("q")
    assert store.open_question() == "q" and store.counts()[2] == []
    store.keep("ana", [answer("q", 1, "incorrect"), answer("other", 0)])
    store.keep("ana", [answer("q", 0)])
    store.keep("ben", [answer("q", 1, "incorrect")])
    store.keep("cleo", [answer("q", 0)])
    question, opened, counts = store.counts()
    assert question == "q" and opened.endswith("+00:00")
    assert counts == [Count(1, "incorrect", 2), Count(0, "correct", 1)]
    store.open_pulse("other")
    assert store.open_question() == "other" and store.counts()[2] == []
    store.close_pulse()
    assert store.counts() is None and store.open_question() is None


def test_a_learner_can_be_forgotten(store):
    store.keep("ana", [answer("q1"), answer("q2")])
    store.keep("ben", [answer("q1")])
    assert store.erase("ana") == 2 and store.erase("ana") == 0
    assert [learner for learner, _ in store.page().answers] == ["ben"]


def test_numbers_are_not_given_twice(store):
    """A page's number must not point into the past after the newest answers are erased."""
    store.keep("ana", [answer("q1"), answer("q2")])
    most = 2
    following = store.page(0, most).following
    store.erase("ana")
    store.keep("ben", [answer("q3")])
    assert len(store.page(following, most).answers) == 1


def test_a_writer_is_on_the_safe_side(store):
    """What is acknowledged has reached the disk."""
    with store.engine.connect() as connection:
        if store.engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 3  # EXTRA
            assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 10_000
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def forget(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "helpers.classroom.hub", "forget", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | variables)


def test_the_command_forgets(tmp_path):
    url = f"sqlite:///{tmp_path / 'results.sqlite'}"
    Store(url).keep("ana", [answer("q1"), answer("q2")])
    Store(url).keep("ben", [answer("q1")])
    done = forget("ana", url)
    assert (done.returncode, done.stdout) == (0, "Answers of ana deleted for good: 2.\n")
    done = forget("ben", COURSE_RESULTS_DATABASE=url)
    assert (done.returncode, done.stdout) == (0, "Answers of ben deleted for good: 1.\n")
    assert Store(url).page().answers == []
    done = forget("ana", url)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There are no answers of ana in the database; correct the name.\n"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "No database is named; give its address, or set COURSE_RESULTS_DATABASE."),
        (
            "sqlite:///{}/result.sqlite",
            "There is no database at {}/result.sqlite; correct the address.",
        ),
        (
            "results.sqlite",
            "The database cannot be used (ArgumentError); correct the address or its rights.",
        ),
    ],
)
def test_without_a_database_nothing_is_made(tmp_path, url, sentence):
    done = forget("ana", *[url.format(tmp_path)][: bool(url)], COURSE_RESULTS_DATABASE="")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == sentence.format(tmp_path) + "\n"
    assert not list(tmp_path.iterdir())
