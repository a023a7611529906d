"""A learner's own server on the Hub, started as a browser does, and a kernel in it."""

from __future__ import annotations

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from house import Hub, Person, call
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect


def start_server(hub: Hub, person: Person) -> float:
    """Start the person's server, and return how many seconds that took."""
    began = time.monotonic()
    reply = person.ask_hub("POST", f"/users/{person.name}/server")
    assert reply.status in (201, 202), reply
    base, headers = _door(person)
    for _ in range(900):
        if call(hub.port, "GET", f"{base}/api/status", None, headers).status == 200:
            return time.monotonic() - began
        time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{hub.log.read_text()[-3000:]}")


def run_in_server(hub: Hub, person: Person, code: str) -> str:
    """Run code in a new kernel of the person's server, and return what it printed."""
    base, headers = _door(person)
    reply = call(hub.port, "POST", f"{base}/api/kernels", "{}", headers)
    assert reply.status == 201, reply
    url = f"ws://127.0.0.1:{hub.port}{base}/api/kernels/{reply.json['id']}/channels"
    return in_a_thread(asyncio.wait_for(_run(url, headers, code), 90))


def without_a_loop(call, *given):
    """Call in a thread of its own: in this one a browser test may keep a loop running."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(call, *given).result()


def in_a_thread(work):
    """Await work on a loop of its own."""

    async def awaited():
        return await work

    return without_a_loop(lambda: asyncio.run(awaited()))


def _door(person: Person) -> tuple[str, dict[str, str]]:
    return f"/user/{person.name}", {"Authorization": f"token {person.new_token()['token']}"}


async def _run(url: str, headers: dict[str, str], code: str) -> str:
    channel = await websocket_connect(HTTPRequest(url, headers=headers))
    asked, printed = uuid4().hex, []
    await channel.write_message(
        json.dumps(
            {
                "channel": "shell",
                "buffers": [],
                "metadata": {},
                "parent_header": {},
                "header": {
                    "msg_id": asked,
                    "msg_type": "execute_request",
                    "session": uuid4().hex,
                    "username": "",
                    "version": "5.3",
                    "date": "2026-01-05T09:00:00Z",
                },
                "content": {
                    "code": code,
                    "silent": False,
                    "store_history": False,
                    "user_expressions": {},
                    "allow_stdin": False,
                    "stop_on_error": True,
                },
            }
        )
    )
    while True:
        message = json.loads(await channel.read_message())
        if message["parent_header"].get("msg_id") != asked:
            continue
        content = message["content"]
        if message["msg_type"] == "stream":
            printed.append(content["text"])
        elif message["msg_type"] == "error":
            raise RuntimeError("\n".join(content["traceback"]))
        elif message["msg_type"] == "status" and content["execution_state"] == "idle":
            channel.close()
            return "".join(printed)


def stop_server(person: Person) -> None:
    """Stop the person's server."""
    person.ask_hub("DELETE", f"/users/{person.name}/server")
