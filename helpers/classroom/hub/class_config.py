"""A sample jupyterhub_config.py for a real class. Copy it, and change what is marked.

It keeps learners apart: systemd runs each server as a user of its own (on one Linux machine), or a
container does (see the end). Start it as root with ``jupyterhub -f jupyterhub_config.py``.
"""

import sys

from helpers.classroom.hub.setting import share_results

c = get_config()  # noqa: F821

# ---- Where it listens. Put HTTPS in front of it (Caddy, nginx, or c.JupyterHub.ssl_key and
# ssl_cert): passwords and tokens must not cross a network unprotected.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.JupyterHub.db_url = "sqlite:////srv/jupyterhub/hub.sqlite"
c.JupyterHub.cookie_secret_file = "/srv/jupyterhub/cookie_secret"

# ---- Who people are. CHANGE THIS to what your school has; the accounts of the machine are a
# start: pip install oauthenticator (GitHub, Google, Microsoft, any OpenID), or ldapauthenticator.
c.JupyterHub.authenticator_class = "pam"
c.Authenticator.allowed_users = {"ana", "ben"}  # CHANGE: or allow_all, if all accounts may enter
c.Authenticator.admin_users = set()  # an admin can become any learner; a teacher need not be one

# ---- What keeps learners apart. Needs: pip install jupyterhub-systemdspawner
c.JupyterHub.spawner_class = "systemd"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.SystemdSpawner.mem_limit = "1G"  # README.md beside this file has the measurements
c.SystemdSpawner.cpu_limit = 1.0
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True
c.Spawner.notebook_dir = "~/product-or-project"  # copy notebooks/ there for each account

# ---- Results, teachers, idle culling.
share_results(
    c,
    # One file on a disk of this machine (not a network folder). With several Hubs, or on
    # Kubernetes, use PostgreSQL: "postgresql+psycopg://results:PASSWORD@host/results"
    database="sqlite:////srv/jupyterhub/results.sqlite",
    address="http://127.0.0.1:8000",  # CHANGE: as the learners' servers reach the Hub
    teachers=["tina"],  # CHANGE
)

# ---- Containers in place of systemd: pip install dockerspawner, and build an image with
# `jupyter-repo2docker --no-run --image-name course .` in the course's folder (.binder/ is for it).
# c.JupyterHub.spawner_class = "docker"
# c.Spawner.cmd = ["jupyterhub-singleuser"]  # the image's own
# c.DockerSpawner.image = "course"
# c.DockerSpawner.volumes = {"course-{username}": "/srv/keep"}
# c.DockerSpawner.environment = {"COURSE_RECORD": "/srv/keep/record.sqlite"}
# c.DockerSpawner.mem_limit = "1G"
# c.DockerSpawner.remove = True
# c.JupyterHub.hub_ip = "172.17.0.1"  # where containers reach the Hub
# and above: address="http://172.17.0.1:8000"
