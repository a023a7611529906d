"""The lines that every JupyterHub with this course has in common, for its configuration file."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from helpers.content import load_course

from .service import TEACHERS
from .store import DATABASE

NAME = "results"
HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parents[2] / "notebooks"
_TWINS = str.maketrans("аеорсухіјѕԁοανρτικ01", "aeopcyxijsdoavptikol")
"""Cyrillic and Greek letters and digits that look like a Latin letter."""
IDLE = 3600
"""Seconds without activity after which a learner's server is stopped."""


def share_results(
    c: Any,
    *,
    database: str,
    address: str,
    teachers: Iterable[str],
    host: str = "127.0.0.1",
    port: int = 10101,
    user: str = "",
) -> None:
    """Add the results service, the group of teachers and idle culling to a configuration.

    Parameters
    ----------
    c : Config
        The ``c`` of ``jupyterhub_config.py``.
    database : str
        An URL of SQLAlchemy; only the service gets to see it.
    address : str
        The Hub as learners' servers reach it, such as ``http://127.0.0.1:8000``.
    teachers : iterable of str
        Names of Hub users who may read the class. The Hub puts them into their group when it
        starts, and takes nobody out. Give none where the authenticator manages groups: the Hub
        then takes no groups from its configuration.
    host, port : str, int
        Where the proxy reaches the service: a free port, on this machine or, on Kubernetes, on
        the host ``hub``.
    user : str, optional
        The account of this machine that runs the service, in place of the Hub's own. The
        database is its own; the course and its Python have to be readable for it.
    """
    access = f"access:services!service={NAME}"
    c.JupyterHub.services.append(
        {
            "name": NAME,
            "url": f"http://{host}:{port}",
            "command": [sys.executable, "-m", "helpers.classroom.hub", "serve"],
            "environment": {DATABASE: database},
            "oauth_no_confirm": True,
            "user": user,
        }
    )
    c.JupyterHub.services.append(
        {
            "name": "idle-culler",
            "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={IDLE}"],
        }
    )
    c.JupyterHub.load_roles.extend(
        [
            {"name": "user", "scopes": ["self", access]},
            {
                "name": "idle-culler",
                "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
                "services": ["idle-culler"],
            },
        ]
    )
    if names := list(teachers):
        c.JupyterHub.load_groups.update({TEACHERS: {"users": names}})
    c.Spawner.server_token_scopes = ["users:activity!user", "access:servers!server", access]
    c.Spawner.environment.update({"COURSE_RESULTS_URL": f"{address}/services/{NAME}"})
    c.Spawner.default_url = f"/lab/tree/{load_course().lessons[0].notebook}.ipynb"


def first_page(spawner: Any) -> None:
    """Let a teacher's server open the page for teachers; a hook before a server starts."""
    if TEACHERS in {group.name for group in spawner.user.groups}:
        spawner.default_url = "/lab/tree/teaching/teach_with_this.ipynb"


def twin_of(name: str, others: Iterable[str]) -> str | None:
    """Another name that a reader, or a disk that ignores case, takes for this one, if any."""
    mine = _looks(name)
    return next((one for one in others if one != name and _looks(one) == mine), None)


def _looks(name: str) -> str:
    """A name as it looks at a glance: case, width, accents' spelling and twin letters aside."""
    flat = unicodedata.normalize("NFKC", name).casefold().translate(_TWINS)
    return "".join(c for c in flat if unicodedata.category(c) not in ("Cf", "Zs"))


def copy_notebooks(home: Path, teacher: bool) -> Path:
    """Put the course's notebooks into a new folder of a home, and return the folder.

    What is there already stays as it is. The teacher's notebooks are for teachers only.
    """
    target = home / "product-or-project"
    if not target.exists():
        left_out = [".*", "__pycache__"] + ([] if teacher else ["teaching"])
        shutil.copytree(NOTEBOOKS, target, ignore=shutil.ignore_patterns(*left_out))
    return target
