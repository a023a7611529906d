"""The results service in a thread of this process, with a stand-in for the Hub."""

from __future__ import annotations

import asyncio
import re
from threading import Event, Thread

import attacks
from tornado.netutil import bind_sockets
from tornado.web import HTTPError

from helpers.classroom.hub import service, store
from helpers.sharing.calls import ResultsService

SCOPE = "access:services!service=results"


class StandIn:
    """Knows tokens as the Hub does: ``<name>`` is the token of that user."""

    auth_header_name = "Authorization"
    auth_header_pat = re.compile(r"(?:token|bearer)\s+(.+)", re.IGNORECASE)
    access_scopes = {SCOPE}

    def __init__(self):
        self.away = False
        self.asked = 0
        self.users = {
            name: {"name": name, "kind": "user", "groups": [], "scopes": [SCOPE]}
            for name in ("mallory", "ben", "teacher", "limited", "robot")
        }
        self.users["teacher"]["groups"] = ["others", "teachers"]
        self.users["limited"]["scopes"] = ["read:users:name!user=limited"]
        self.users["robot"]["kind"] = "service"

    async def user_for_token(self, token, use_cache=True, sync=True):
        assert not use_cache and not sync
        self.asked += 1
        if self.away:
            raise HTTPError(500, "Failed to connect to Hub API")
        return self.users.get(token)

    def check_scopes(self, required, user):
        return required & set(user["scopes"])


class Running:
    """The service in a thread of this process."""

    def __init__(self, url: str):
        self.hub, self.store, ready = StandIn(), store.Store(url), Event()

        async def serve():
            app = service.application(self.store, self.hub, f"{attacks.PREFIX}/")
            server = service.server_of(app)
            sockets = bind_sockets(0, "127.0.0.1")
            self.port = sockets[0].getsockname()[1]
            server.add_sockets(sockets)
            self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
            ready.set()
            await self._end.wait()
            server.stop()
            await server.close_all_connections()

        self._thread = Thread(target=lambda: asyncio.run(serve()), daemon=True)
        self._thread.start()
        assert ready.wait(120)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(120)

    def of(self, name: str) -> ResultsService:
        return ResultsService(f"http://127.0.0.1:{self.port}{attacks.PREFIX}", name)


def hand_in(running: Running, name: str, *attempts) -> dict:
    facts = [{key: getattr(one, key) for key in one.__struct_fields__} for one in attempts]
    return running.of(name).call("POST", "/api/answers", {"attempts": facts}, dict)
