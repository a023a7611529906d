"""A Hub on each database for the tests of a worker, and a PostgreSQL where they ask for it."""

from __future__ import annotations

import pytest
from house import HOW_TO_GET_ONE, has_proxy, running_hub
from postgres import NO_POSTGRES, find_postgres, new_database, running_postgres


@pytest.fixture(scope="session")
def hub(sqlite_hub):
    """The Hub that the demo command starts."""
    return sqlite_hub


@pytest.fixture(scope="session")
def sqlite_hub(tmp_path_factory):
    """The same, or a skip with one sentence."""
    if not has_proxy():
        pytest.skip(HOW_TO_GET_ONE)
    with running_hub(tmp_path_factory.mktemp("hub")) as found:
        yield found


@pytest.fixture(scope="session")
def postgres_hub(postgres, tmp_path_factory):
    """The same Hub with its results in PostgreSQL."""
    if not has_proxy():
        pytest.skip(HOW_TO_GET_ONE)
    folder = tmp_path_factory.mktemp("hub")
    with running_hub(folder, new_database(postgres, "class")) as found:
        yield found


@pytest.fixture(scope="session")
def postgres():
    """The URL of an empty database in a new PostgreSQL, or a skip with one sentence."""
    programs = find_postgres()
    if programs is None:
        pytest.skip(NO_POSTGRES)
    with running_postgres(programs) as url:
        yield url
