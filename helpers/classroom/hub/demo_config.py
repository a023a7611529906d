"""The Hub that ``python -m helpers.classroom.hub demo`` starts. For a demonstration only.

SimpleLocalProcessSpawner runs every server as the same user of this computer: it isolates no
files, and one learner's kernel can read another's files and tokens. So the Hub listens on
127.0.0.1 only. For a class, begin with ``class_config.py``.
"""

import os
import sys
from pathlib import Path

from helpers.classroom.hub.setting import copy_notebooks, first_page, share_results, twin_of

c = get_config()  # type: ignore[name-defined]  # noqa: F821
folder = Path(os.environ["COURSE_DEMO_FOLDER"])
public, inner, proxy, results = map(int, os.environ["COURSE_DEMO_PORTS"].split())
address = f"http://127.0.0.1:{public}"

c.JupyterHub.bind_url = address
c.JupyterHub.hub_ip, c.JupyterHub.hub_port = "127.0.0.1", inner
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.log_level = "error"
c.ConfigurableHTTPProxy.pid_file = str(folder / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{folder / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(folder / "cookie_secret")

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["COURSE_DEMO_CLASS_PASSWORD"]
c.SharedPasswordAuthenticator.admin_password = os.environ["COURSE_DEMO_TEACHER_PASSWORD"]
c.Authenticator.admin_users = {"teacher"}
c.Authenticator.allow_all = True

c.JupyterHub.spawner_class = "simple"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.SimpleLocalProcessSpawner.home_dir_template = str(folder / "homes" / "{username}")
if hasattr(os, "getuid") and os.getuid() == 0:
    c.Spawner.args = ["--allow-root"]


def prepare(spawner):
    """Give a new learner the notebooks; a name that looks like another's gets no server."""
    name = spawner.user.name
    homes = folder / "homes"
    if homes.is_dir() and (twin := twin_of(name, (one.name for one in homes.iterdir()))):
        refused = PermissionError(f"{name!r} looks like {twin!r}")
        refused.jupyterhub_message = (
            f"The name {name} looks like {twin}, which somebody uses already. Log out, and log in "
            "with another name."
        )
        raise refused
    first_page(spawner)
    spawner.notebook_dir = str(copy_notebooks(folder / "homes" / name, name == "teacher"))


c.Spawner.pre_spawn_hook = prepare
share_results(
    c,
    # The tests run the same Hub with PostgreSQL, too.
    database=os.environ.get("COURSE_DEMO_DATABASE") or f"sqlite:///{folder / 'results.sqlite'}",
    address=address,
    teachers=["teacher"],
    port=results,
)
