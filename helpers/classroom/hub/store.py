"""The answers of a class in a database: SQLite in one file, or PostgreSQL by its URL.

An answer is a fact that a learner hands in once; nobody changes it. What a method here has
returned from is committed.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import (
    BigInteger,
    Engine,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    create_engine,
    delete,
    event,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from helpers.record import Attempt
from helpers.record.attempt import as_today

DATABASE = "COURSE_RESULTS_DATABASE"
"""The variable with the URL of the database."""
BUSY = 10.0
"""Seconds to wait for another program that uses the SQLite file, such as a backup."""
PAGE = 500
"""Answers in one page, at most."""
PAGE_BYTES = 2**18
"""Bytes of answers after which a page ends."""
MOST = 20_000
"""Answers of one learner. The whole course, answered ten times, has fewer."""
LARGEST = 2**24
"""Bytes of one learner's answers. The whole course, answered ten times, needs fewer."""
WHOLE = BigInteger().with_variant(Integer, "sqlite")
"""A number that never runs out: PostgreSQL uses one up also for an answer that it has."""


class Full(Exception):
    """A learner has more answers, or longer ones, than the service keeps."""


class AnswersPage(NamedTuple):
    """Some answers with their learners, and the number to go on after, or None."""

    answers: list[tuple[str, Attempt]]
    following: int | None


class Count(msgspec.Struct, frozen=True):
    """How many learners gave this as their first answer to the open question."""

    response: Any
    outcome: str
    learners: int


class Base(DeclarativeBase):
    """The tables."""


class AnswerRow(Base):
    """One attempt of one learner. ``number`` grows in the order of arrival."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("learner", "id"),
        Index("answers_of_learners", "learner", "number"),
        {"sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(WHOLE, primary_key=True)
    learner: Mapped[str] = mapped_column(String(255))
    id: Mapped[str] = mapped_column(String(255))
    question: Mapped[str] = mapped_column(String(255), index=True)
    facts: Mapped[str] = mapped_column(Text)


class PulseRow(Base):
    """One question that a teacher opened, and the last answer that had come before."""

    __tablename__ = "pulses"
    __table_args__ = {"sqlite_autoincrement": True}

    number: Mapped[int] = mapped_column(WHOLE, primary_key=True)
    question: Mapped[str] = mapped_column(String(255))
    after: Mapped[int] = mapped_column(WHOLE, default=0)
    opened: Mapped[str] = mapped_column(String(40))
    closed: Mapped[bool] = mapped_column(default=False)


def file_of(url: str) -> Path | None:
    """Return the file of a SQLite database, or None where a database is no file."""
    address = make_url(url)
    name = address.database or ":memory:"
    return None if address.get_backend_name() != "sqlite" or name == ":memory:" else Path(name)


def connect(url: str) -> Engine:
    """Return an engine for a database URL of SQLAlchemy.

    SQLite waits for the disk and wipes what is deleted. Its file is made for its owner only.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if file := file_of(url):
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    engine = create_engine(address, connect_args={"timeout": BUSY})

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions itself, below
        for pragma in (
            "journal_mode=DELETE",
            "synchronous=EXTRA",
            "trusted_schema=OFF",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class Store:
    """The answers of a class.

    Parameters
    ----------
    url : str
        Such as ``sqlite:////srv/results/results.sqlite`` or ``postgresql://user:password@host/db``.
    """

    def __init__(self, url: str):
        self.engine = connect(url)
        Base.metadata.create_all(self.engine)
        for index in Base.metadata.tables["answers"].indexes:  # also in a database of before
            index.create(self.engine, checkfirst=True)
        self._session = sessionmaker(self.engine)
        dialect = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        self._insert = dialect.insert(AnswerRow).on_conflict_do_nothing(
            index_elements=["learner", "id"]
        )

    # ------------------------------------------------------------ learners

    def keep(self, learner: str, attempts: Sequence[Attempt]) -> list[str]:
        """Keep answers of a learner, each id once; they are committed when this returns.

        Returns
        -------
        list of str
            The ids of those not taken, because another answer of this learner has that id.

        Raises
        ------
        Full
            When the learner would have more than :data:`MOST`, or more bytes than
            :data:`LARGEST`. Then nothing is kept.
        """
        facts = {one.id: _written(one) for one in attempts}
        rows = [
            {"learner": learner, "id": one.id, "question": one.question, "facts": facts[one.id]}
            for one in attempts
        ]
        with self._session.begin() as session:
            session.execute(self._insert, rows)
            sums = select(func.count(), func.sum(func.length(AnswerRow.facts)))
            count, size = session.execute(sums.where(AnswerRow.learner == learner)).one()
            if count > MOST or size > LARGEST:
                raise Full
            found = select(AnswerRow.id, AnswerRow.facts).where(
                AnswerRow.learner == learner, AnswerRow.id.in_(facts)
            )
            return [id for id, kept in session.execute(found) if _written(_read(kept)) != facts[id]]

    def ids(self, learner: str) -> list[str]:
        """Return the ids of a learner's answers in the order of arrival."""
        wanted = select(AnswerRow.id).where(AnswerRow.learner == learner).order_by(AnswerRow.number)
        with self._session.begin() as session:
            return list(session.scalars(wanted))

    def erase(self, learner: str) -> int:
        """Delete all answers of a learner for good, and return how many there were."""
        with self._session.begin() as session:
            count = select(func.count()).where(AnswerRow.learner == learner)
            found = session.scalar(count) or 0
            session.execute(delete(AnswerRow).where(AnswerRow.learner == learner))
            return found

    # ------------------------------------------------------------ the class

    def page(self, after: int = 0, most: int = PAGE, learner: str | None = None) -> AnswersPage:
        """Return answers in the order of arrival, from a number on: of all learners, or of one.

        A page ends after ``most`` answers or :data:`PAGE_BYTES`, so that it takes nobody long.
        """
        wanted = select(AnswerRow.number, AnswerRow.learner, AnswerRow.facts)
        wanted = wanted.where(AnswerRow.number > after).order_by(AnswerRow.number).limit(most)
        if learner is not None:
            wanted = wanted.where(AnswerRow.learner == learner)
        answers: list[tuple[str, Attempt]] = []
        size = 0
        with self._session.begin() as session:
            for number, whose, facts in session.execute(wanted.execution_options(yield_per=50)):
                answers.append((whose, _read(facts)))
                size += len(facts)
                if len(answers) == most or size >= PAGE_BYTES:
                    return AnswersPage(answers, number)
        return AnswersPage(answers, None)

    def open_pulse(self, question: str) -> None:
        """Open one question for all; the one that was open is closed."""
        opened = datetime.now(UTC).isoformat(timespec="seconds")
        with self._session.begin() as session:
            session.execute(update(PulseRow).values(closed=True))
            last = session.scalar(select(func.max(AnswerRow.number))) or 0
            session.add(PulseRow(question=question, after=last, opened=opened))

    def close_pulse(self) -> None:
        """Close the question that is open, if one is."""
        with self._session.begin() as session:
            session.execute(update(PulseRow).values(closed=True))

    def open_question(self) -> str | None:
        """Return the question that is open, or None."""
        with self._session.begin() as session:
            found = _open_pulse(session)
            return found.question if found else None

    def counts(self) -> tuple[str, str, list[Count]] | None:
        """Return the open question, since when, and the first answers that came since then."""
        with self._session.begin() as session:
            pulse = _open_pulse(session)
            if pulse is None:
                return None
            first = (
                select(func.min(AnswerRow.number))
                .where(AnswerRow.question == pulse.question, AnswerRow.number > pulse.after)
                .group_by(AnswerRow.learner)
            )
            facts = session.scalars(select(AnswerRow.facts).where(AnswerRow.number.in_(first)))
            return pulse.question, pulse.opened, _counted(map(_read, facts))


def _open_pulse(session: Session) -> PulseRow | None:
    return session.scalars(
        select(PulseRow).where(PulseRow.closed.is_(False)).order_by(PulseRow.number.desc()).limit(1)
    ).first()


def _counted(attempts: Iterable[Attempt]) -> list[Count]:
    """How many gave each response; the most frequent stands first."""
    found = Counter((json.dumps(a.response, sort_keys=True), a.outcome) for a in attempts)
    rows = sorted(found.items(), key=lambda row: (-row[1], row[0]))
    return [Count(json.loads(response), outcome, n) for (response, outcome), n in rows]


def _written(attempt: Attempt) -> str:
    """The attempt as JSON, always the same for the same facts, and in ASCII."""
    facts = msgspec.structs.asdict(as_today(attempt))
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _read(facts: str) -> Attempt:
    return as_today(msgspec.convert(json.loads(facts), Attempt))
