"""A PostgreSQL of its own on a loopback port, made by Debian's programs and gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from helpers.classroom.hub.__main__ import free_ports

NO_POSTGRES = (
    "no PostgreSQL was found: install one (Debian: sudo apt install postgresql) and run again"
)
QUIET = ("fsync=on", "shared_buffers=16MB", "max_connections=20", "unix_socket_directories=")


def find_postgres() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, or None. Debian does not put them on the path."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in places if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


@contextmanager
def running_postgres(programs: Path) -> Iterator[str]:
    """Start one and give the URL of its database. Root lends it to the account ``postgres``."""
    account = {"user": "postgres"} if os.getuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="course-postgres-") as made:
        folder, port = Path(made), free_ports(1)[0]
        if account:
            shutil.chown(folder, "postgres")
        data, log = folder / "data", folder / "log"

        def run(program: str, *options: str) -> None:
            subprocess.run(
                [str(programs / program), f"--pgdata={data}", *options],
                **account,
                cwd=folder,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                timeout=60,
            )

        run("initdb", "--username=course", "--auth=trust", "--encoding=UTF8", "--locale=C")
        settings = " ".join(f"-c {one}" for one in (f"port={port}", *QUIET))
        run(
            "pg_ctl",
            "start",
            "--wait",
            f"--log={log}",
            f"--options=-c listen_addresses=127.0.0.1 {settings}",
        )
        try:
            yield f"postgresql+psycopg://course@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate")


def new_database(url: str, name: str) -> str:
    """Make another empty database in the same PostgreSQL, and give its URL."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)
