"""Launches from a learning platform: a simulated one signs tokens, a real Hub takes or refuses."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from house import HOW_TO_GET_ONE, ROOT, Person, call, has_proxy

from helpers.classroom.hub.__main__ import free_ports
from helpers.classroom.hub.lti import ROLES, TEACHING, teaches

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBER = "http://purl.imsglobal.org/vocab/lis/v2/membership"
INSTRUCTOR, LEARNER = f"{MEMBER}#Instructor", f"{MEMBER}#Learner"
ELSEWHERE = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"
CONFIG = """
import sys
from helpers.classroom.hub.lti import lti_login
from helpers.classroom.hub.setting import share_results
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_ip, c.JupyterHub.hub_port = "127.0.0.1", {inner}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.JupyterHub.spawner_class = "simple"
lti_login(c, issuer="https://moodle.example", client_id="course-1",
          authorize_url="https://moodle.example/mod/lti/auth.php",
          jwks_endpoint="http://127.0.0.1:{keys}/certs")
share_results(c, database="sqlite:///{folder}/results.sqlite",
              address="http://127.0.0.1:{public}", teachers=(), port={results})
"""


class Platform:
    """A learning platform: it publishes its key and signs what it says of a person."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        body = json.dumps({"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]})

        class Keys(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self, nonce: str, who: str, roles, key=None, algorithm="RS256", **changed) -> str:
        now = int(time.time())
        claims = {
            "iss": "https://moodle.example",
            "aud": "course-1",
            "sub": who,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}deployment_id": "1",
            f"{CLAIM}target_link_uri": "http://127.0.0.1/hub",
            f"{CLAIM}resource_link": {"id": "7"},
            ROLES: roles,
        } | changed
        signed = key if algorithm == "none" else key or self.key
        return jwt.encode(claims, signed, algorithm, headers={"kid": "one"})


class Browser(Person):
    """Somebody who clicks on the course in the platform."""

    def __init__(self, port: int):
        self.port, self.name, self.cookies = port, "", {}

    def launch(self, token_of, **form) -> int:
        """Go to the Hub, to the platform and back; return the last status."""
        hint = {
            "iss": "https://moodle.example",
            "login_hint": "7",
            "target_link_uri": f"http://127.0.0.1:{self.port}/hub/home",
            "client_id": "course-1",
        }
        sent = self.visit("GET", f"/hub/lti13/oauth_login?{urlencode(hint)}")
        assert sent.status == 302
        place = urlsplit(dict((k.lower(), v) for k, v in sent.headers)["location"])
        assert f"{place.scheme}://{place.netloc}" == "https://moodle.example"
        asked = {name: values[0] for name, values in parse_qs(place.query).items()}
        back = urlsplit(asked["redirect_uri"]).path
        body = urlencode({"state": asked["state"], "id_token": token_of(asked["nonce"])} | form)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.visit("POST", back, body, kind).status

    def groups(self) -> list[str]:
        self.follow("/hub/home")
        return self.ask_hub_get("/user")["groups"]

    def ask_hub_get(self, path: str):
        headers = {"Referer": f"http://127.0.0.1:{self.port}/hub/home"}
        reply = self.visit("GET", f"/hub/api{path}", None, headers)
        assert reply.status == 200, reply.body
        return reply.json


@pytest.fixture(scope="module")
def platform():
    made = Platform()
    yield made
    made.server.shutdown()


@pytest.fixture(scope="module")
def lti_hub(platform, tmp_path_factory):
    """The port of a Hub that only this platform's people can enter."""
    if not has_proxy():
        pytest.skip(HOW_TO_GET_ONE)
    folder = tmp_path_factory.mktemp("lti")
    public, inner, proxy, results = free_ports(4)
    (folder / "config.py").write_text(
        CONFIG.format(
            public=public,
            inner=inner,
            proxy=proxy,
            results=results,
            keys=platform.port,
            folder=folder,
        )
    )
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "--config=config.py", "--log-level=WARN"],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    try:
        for _ in range(1800):
            try:
                if call(public, "GET", "/hub/health").status == 200:
                    break
            except OSError:
                assert process.poll() is None, (folder / "log").read_text()[-2000:]
            time.sleep(0.1)
        yield public
    finally:
        process.terminate()
        try:
            process.wait(10)  # it has no learner's server to end
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(30)


def test_roles_become_groups(lti_hub, platform):
    teacher, learner = Browser(lti_hub), Browser(lti_hub)
    assert teacher.launch(lambda n: platform.token(n, "11", [INSTRUCTOR])) == 302
    assert learner.launch(lambda n: platform.token(n, "12", [LEARNER, ELSEWHERE])) == 302
    assert teacher.groups() == ["teachers"] and learner.groups() == []
    assert teacher.ask_hub_get("/user")["name"] == "11"
    # Who teaches no more loses the group at the next launch.
    assert teacher.launch(lambda n: platform.token(n, "11", [LEARNER])) == 302
    assert teacher.groups() == []


def test_what_the_platform_did_not_sign_lets_nobody_in(lti_hub, platform):
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    day = int(time.time()) - 86_400
    spoilt = {
        "another key": lambda n: platform.token(n, "11", [INSTRUCTOR], key=other),
        "no key": lambda n: platform.token(n, "11", [INSTRUCTOR], algorithm="none"),
        "another tool": lambda n: platform.token(n, "11", [INSTRUCTOR], aud="course-2"),
        "another platform": lambda n: platform.token(n, "11", [], iss="https://evil.example"),
        "yesterday": lambda n: platform.token(n, "11", [INSTRUCTOR], iat=day, exp=day + 300),
        "another launch": lambda n: platform.token("old", "11", [INSTRUCTOR]),
        "changed": lambda n: _as(platform.token(n, "12", [LEARNER]), "11", [INSTRUCTOR]),
        "no token": lambda n: "x.y.z",
    }
    for name, token_of in spoilt.items():
        person = Browser(lti_hub)
        assert person.launch(token_of) in (400, 401, 403), name
        headers = {"Referer": f"http://127.0.0.1:{lti_hub}/hub/home"}
        assert person.visit("GET", "/hub/api/user", None, headers).status == 403, name
    person = Browser(lti_hub)
    signed = platform.token
    assert person.launch(lambda n: signed(n, "11", [INSTRUCTOR]), state="forged") == 400
    assert call(lti_hub, "GET", "/hub/lti13/oauth_callback").status == 405


def _as(token: str, who: str, roles) -> str:
    """The same token with other words in it, and the old signature."""
    head, body, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    claims |= {"sub": who, ROLES: roles}
    spoilt = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"{head}.{spoilt}.{signature}"


@pytest.mark.parametrize("roles", [[LEARNER], [ELSEWHERE], [], "Instructor", None, 7, {}])
def test_only_roles_of_the_course_teach(roles):
    assert not teaches({ROLES: roles})
    assert all(teaches({ROLES: [role]}) for role in TEACHING) and not teaches({})


def test_the_readme_says_how():
    text = (ROOT / "helpers/classroom/hub/README.md").read_text("utf-8")
    assert re.search(r"lti_login\(", text) and "never connected to a real Moodle" in text
