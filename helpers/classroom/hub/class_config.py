"""A sample jupyterhub_config.py for a real class. Copy it, and change what is marked.

It keeps learners apart: systemd runs each server as a user of its own (on one Linux machine), or a
container does (see the end). Start it as root with ``jupyterhub -f jupyterhub_config.py``. Every
account must be able to read this Python and the course's folder, and only root to write there.
"""

import sys

from helpers.classroom.hub.setting import first_page, share_results

c = get_config()  # type: ignore[name-defined]  # noqa: F821

# ---- Where it listens, and learners' servers reach it. Put HTTPS in front of it (Caddy, nginx, or
# c.JupyterHub.ssl_key and ssl_cert): passwords and tokens must not cross a network unprotected.
address = "http://127.0.0.1:8000"
c.JupyterHub.bind_url = address
c.JupyterHub.db_url = "sqlite:////srv/jupyterhub/hub.sqlite"
c.JupyterHub.cookie_secret_file = "/srv/jupyterhub/cookie_secret"

# ---- Who people are. CHANGE THIS to what your school has; the accounts of the machine are a
# start: pip install oauthenticator (GitHub, Google, Microsoft, any OpenID), or ldapauthenticator.
c.JupyterHub.authenticator_class = "pam"
c.Authenticator.allowed_users = {"ana", "ben"}  # CHANGE: or allow_all, if all accounts may enter
# CHANGE: name one, who can take people out of the group of teachers. An admin can become any
# learner; a teacher need not be one.
c.Authenticator.admin_users = set()
# From Moodle, Canvas or another platform by LTI 1.3, in place of the lines above: see README.md.
# from helpers.classroom.hub.lti import lti_login
# lti_login(c, issuer="https://moodle.school.example", client_id="...",
#     authorize_url="https://moodle.school.example/mod/lti/auth.php",
#     jwks_endpoint="https://moodle.school.example/mod/lti/certs.php")

# ---- What keeps learners apart. Needs: pip install jupyterhub-systemdspawner
c.JupyterHub.spawner_class = "systemd"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.SystemdSpawner.mem_limit = "1G"  # README.md beside this file has the measurements
c.SystemdSpawner.cpu_limit = 1.0
c.SystemdSpawner.isolate_tmp = True
c.SystemdSpawner.isolate_devices = True
c.SystemdSpawner.disable_user_sudo = True
# Each account needs its own copy of the notebooks. For accounts that you make afterwards:
# cp -r notebooks /etc/skel/product-or-project
c.Spawner.notebook_dir = "~/product-or-project"
# A teacher's server opens the page for teachers.
c.Spawner.pre_spawn_hook = first_page
# Nobody's notebook may take the port of the results service while that starts again.
c.SystemdSpawner.unit_extra_properties = {"SocketBindDeny": "tcp:10101"}

# ---- Results, teachers, idle culling.
share_results(
    c,
    # One file on a disk of this machine (not a network folder), in a folder of its own. With
    # several Hubs, or on Kubernetes, use PostgreSQL:
    # "postgresql+psycopg://results:PASSWORD@host/results"
    database="sqlite:////srv/course-results/results.sqlite",
    address=address,
    teachers=["tina"],  # CHANGE
    # An account that does nothing else, so that the service is not root. As root, once:
    # useradd --system --shell /usr/sbin/nologin course-results
    # install -d -m 700 -o course-results /srv/course-results
    user="course-results",
)

# ---- Containers in place of systemd: pip install dockerspawner, and build an image in the course's
# folder (.binder/ is for it):
# jupyter-repo2docker --no-run --user-id 1000 --user-name jovyan --target-repo-dir /srv/course
# --image-name course .
# Above, put 172.17.0.1 in place of 127.0.0.1: there containers reach the Hub. The volume holds a
# learner's notebooks and record. Docker fills a new one with the notebooks of the image, and it
# belongs to jovyan as they do; a folder that is not in the image would belong to root.
# c.JupyterHub.hub_ip = "172.17.0.1"
# c.JupyterHub.spawner_class = "docker"
# c.Spawner.cmd = ["jupyterhub-singleuser"]
# c.Spawner.notebook_dir = "/srv/course/notebooks"
# c.Spawner.environment.update({"COURSE_RECORD": "/srv/course/notebooks/.keep/record.sqlite"})
# c.DockerSpawner.image = "course"
# c.DockerSpawner.volumes = {"course-{username}": "/srv/course/notebooks"}
# c.DockerSpawner.mem_limit = "1G"
# c.DockerSpawner.remove = True
