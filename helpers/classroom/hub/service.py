"""The results service, which a JupyterHub starts: learners hand in answers, teachers read them.

Who calls is what the Hub says about the token, asked anew for each call, and nothing else: no
body, path or parameter names a learner. Calls with a cookie only see the page for people.

==========  ===================  ========================================================
method      path                 what for
==========  ===================  ========================================================
``POST``    ``/api/answers``     hand in ``{"attempts": [...]}``, each id once
``GET``     ``/api/answers``     one's own answers, page by page (``?after=``)
``DELETE``  ``/api/answers``     delete all of one's own answers for good
``GET``     ``/api/answers/ids`` the ids of one's own answers
``GET``     ``/api/class``       all answers, page by page (``?after=``), for teachers
``GET``     ``/api/question``    the question that is open for all
``GET``     ``/api/pulse``       the counts of its first answers, for teachers
``POST``    ``/api/pulse``       open ``{"question": id}``, for teachers
``DELETE``  ``/api/pulse``       close it, for teachers
``POST``    ``/api/vote``        open a vote on ``{"questions": [...], "seats": n}``, for teachers
``GET``     ``/vote/...``        the pages of votes, without a login: see `vote.server`
``GET``     ``/``                the page for people, after the Hub's login
==========  ===================  ========================================================

Nobody can make others wait for long: who calls is asked before the body is read, a body that
dawdles is cut off, pages are small, and of one learner's calls one at a time is worked on.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import responses
from typing import Any
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler, HubOAuthenticated
from sqlalchemy.exc import SQLAlchemyError
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler, authenticated, stream_request_body

from helpers.classroom.vote.room import Room
from helpers.classroom.vote.server import Rooms, routes
from helpers.document import code, heading, link, para, printable
from helpers.record import Attempt, to_json

from . import store as limits
from .bodies import LARGEST, BadBody, Voting, as_json, attempts_in, decoded, question_in
from .store import DATABASE, Full, Store

TEACHERS = "teachers"
"""The group of the Hub whose members read the class."""
SECONDS_OF_A_BODY = 15
"""How long a body may take to come."""
SECONDS_IDLE = 75
"""How long a connection may say nothing, and how long the head of a call may take."""
AT_ONCE = 4
"""Calls of one learner that may be here at the same time; each lesson open makes one."""
SECONDS_OF_A_LOGIN = 10
"""How long the page for people believes the Hub's last word about a cookie."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Refused(HTTPError):
    """A call that is turned down; the sentence tells the caller why."""

    def __init__(self, status: int, sentence: str):
        super().__init__(status, reason=responses[status])
        self.sentence = sentence


class Turns:
    """One learner's calls, one at a time."""

    def __init__(self) -> None:
        self._here: dict[str, tuple[asyncio.Lock, set[RequestHandler]]] = {}

    def enter(self, learner: str, call: RequestHandler) -> asyncio.Lock:
        """Let a call in, and return the lock that it must hold while it is worked on.

        Raises
        ------
        Refused
            When :data:`AT_ONCE` calls of this learner are here already.
        """
        lock, calls = self._here.setdefault(learner, (asyncio.Lock(), set()))
        if len(calls) >= AT_ONCE:
            raise Refused(429, "You call too often at once; wait for the answers before.")
        calls.add(call)
        return lock

    def leave(self, learner: str, call: RequestHandler) -> None:
        """Let a call go; twice does no harm."""
        if learner in self._here:
            calls = self._here[learner][1]
            calls.discard(call)
            if not calls:
                del self._here[learner]


@stream_request_body
class Answering(RequestHandler):
    """Answers in JSON and says what is wrong in one sentence; a body is dropped as it comes."""

    def initialize(self) -> None:
        self.learner = ""
        self._working = False

    def data_received(self, chunk: bytes) -> None:
        pass

    def on_finish(self) -> None:
        self.settings["turns"].leave(self.learner, self)

    def on_connection_close(self) -> None:
        super().on_connection_close()
        if not self._working:  # else on_finish comes, when the store has done its work
            self.on_finish()

    async def store(self, act: str, *values: Any) -> Any:
        """Do something in the store, outside of the thread that talks."""
        self._working = True
        method = partial(getattr(self.settings["store"], act), *values)
        return await asyncio.get_running_loop().run_in_executor(self.settings["pool"], method)

    def set_default_headers(self) -> None:
        self.set_header("Content-Type", "application/json")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")

    def write_error(self, status_code: int, exc_info: Any = None, **_: Any) -> None:
        error = exc_info[1] if exc_info else None
        # A call may end before its body was read. A proxy must then not use the connection again.
        self.set_header("Connection", "close")
        if isinstance(error, Refused):
            sentence = error.sentence
        elif isinstance(error, SQLAlchemyError):
            self.set_status(503)
            sentence = "The database does not answer, so nothing was kept; try again later."
        elif isinstance(error, HTTPError):
            sentence = f"The service does not take this call ({responses[status_code]})."
        else:
            sentence = "Something went wrong in the service; its log says what."
        self.finish(as_json({"error": sentence}))


class Nowhere(Answering):
    """Every path that is none."""

    def prepare(self) -> None:
        raise Refused(404, "There is nothing at this address; the course knows the right ones.")


class Api(Answering):
    """A call with a token in its ``Authorization`` header."""

    parameters: frozenset[str] = frozenset()
    for_teachers = False

    def check_xsrf_cookie(self) -> None:
        """A page elsewhere cannot set the header of the token, and cookies count for nothing."""

    async def prepare(self) -> None:
        self._received: bytearray | None = bytearray()
        try:
            self.learner = await self._caller()
            self._lock = self.settings["turns"].enter(self.learner, self)
            if set(self.request.query_arguments) - self.parameters:
                raise Refused(400, "This address takes no such parameter; leave it out.")
        except Refused as error:
            self._refuse(error)

    def _refuse(self, error: Refused) -> None:
        """Turn the call down when its body is over: who still sends hears no answer."""
        self._received = None

        async def refuse() -> None:
            raise error

        setattr(self, self.request.method.lower(), refuse)

    def data_received(self, chunk: bytes) -> None:
        if self._received is not None and len(self._received) <= LARGEST:
            self._received += chunk

    async def _caller(self) -> str:
        hub: HubOAuth = self.settings["hub"]
        found = hub.auth_header_pat.fullmatch(self.request.headers.get(hub.auth_header_name, ""))
        if not found:
            raise Refused(401, "This call has no token; send the token of your Hub server.")
        try:
            user = await hub.user_for_token(found[1], use_cache=False, sync=False)
        except HTTPError:
            raise Refused(503, "The Hub does not answer, so nothing was done; try later.") from None
        if not user:
            raise Refused(401, "The Hub does not know this token any more; restart your server.")
        if user.get("kind") != "user" or not hub.check_scopes(hub.access_scopes, user):
            raise Refused(403, "This token may not use the results service; ask your teacher.")
        if self.for_teachers and TEACHERS not in user.get("groups", ()):
            raise Refused(403, "Only members of the group teachers may do this; ask your teacher.")
        return user["name"]

    @property
    def body(self) -> bytes:
        """The body, if it says that it is JSON and is not too large."""
        kind = self.request.headers.get("Content-Type", "").lower().replace(" ", "")
        if kind not in ("application/json", "application/json;charset=utf-8"):
            raise Refused(415, "The body must be application/json; send it as such.")
        if self.request.headers.get("Content-Encoding"):
            raise Refused(415, "The body must not be compressed; send it plain.")
        received = bytes(self._received or b"")
        if len(received) > LARGEST:
            raise Refused(413, f"The body is larger than {LARGEST:,} bytes; send less at once.")
        return received

    @property
    def after(self) -> int:
        """The number to go on after, from the address."""
        after = self.get_query_argument("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 16):
            raise Refused(400, "after must be a number; take it from the page before.")
        return int(after)

    async def store(self, act: str, *values: Any) -> Any:
        """Do something in the store when it is this learner's turn."""
        self._working = True
        async with self._lock:
            return await super().store(act, *values)

    def answer(self, data: Any) -> None:
        self.finish(as_json(data))


class AnswersHandler(Api):
    """One's own answers."""

    parameters = frozenset({"after"})

    async def get(self) -> None:
        page = await self.store("page", self.after, limits.PAGE, self.learner)
        attempts = [attempt for _, attempt in page.answers]
        found = {"learner": self.learner, "attempts": attempts, "following": page.following}
        self.answer(found)

    async def post(self) -> None:
        try:
            attempts = attempts_in(self.body)
        except BadBody as error:
            raise Refused(400, str(error)) from None
        try:
            differing = await self.store("keep", self.learner, attempts)
        except Full:
            most = f"{limits.MOST:,} answers or {limits.LARGEST:,} bytes"
            raise Refused(507, f"More than {most} of one learner are not kept.") from None
        self.answer({"kept": len(attempts) - len(differing), "differing": differing})

    async def delete(self) -> None:
        self.answer({"deleted": await self.store("erase", self.learner)})


class IdsHandler(Api):
    """The ids of one's own answers."""

    async def get(self) -> None:
        self.answer({"ids": await self.store("ids", self.learner)})


class ClassHandler(Api):
    """The answers of all, for teachers."""

    parameters = frozenset({"after"})
    for_teachers = True

    async def get(self) -> None:
        page = await self.store("page", self.after)
        rows = [{"learner": learner, "attempt": attempt} for learner, attempt in page.answers]
        self.answer({"answers": rows, "following": page.following})


class QuestionHandler(Api):
    """The question that is open for all."""

    async def get(self) -> None:
        self.answer({"question": await self.store("open_question")})


class PulseHandler(Api):
    """One question for all, and the counts of its first answers, for teachers."""

    for_teachers = True

    async def get(self) -> None:
        found = await self.store("counts")
        question, opened, counts = found or (None, None, [])
        self.answer({"question": question, "opened": opened, "counts": counts})

    async def post(self) -> None:
        try:
            question = question_in(self.body)
        except BadBody as error:
            raise Refused(400, str(error)) from None
        await self.store("open_pulse", question)
        self.answer({"question": question})

    async def delete(self) -> None:
        await self.store("close_pulse")
        self.answer({"question": None})


class VoteHandler(Api):
    """Open a vote for devices; its pages need no login."""

    for_teachers = True

    def post(self) -> None:
        try:
            asked = decoded(self.body, Voting)
            room = Room(asked.questions, asked.seats)
        except ValueError as error:
            raise Refused(400, str(error)) from None
        self.settings["votes"].add(room)
        self.answer({"code": room.code, "teacher": f"{self.settings['root']}teacher/{room.key}"})


class ForPeople(HubOAuthenticated, Answering):
    """The page that shows people what the service keeps of them, after the Hub's login."""

    @authenticated
    async def get(self, download: str) -> None:
        self.learner = learner = self.current_user["name"]
        async with self.settings["turns"].enter(learner, self):
            if download:
                self.set_header("Content-Disposition", 'attachment; filename="my-answers.json"')
                loop, kept = asyncio.get_running_loop(), await self._all_answers()
                self.finish(await loop.run_in_executor(None, to_json, kept, learner[:200]))
                return
            count = len(await self.store("ids", learner))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.finish(
            printable(
                "Your answers in class",
                heading("Your answers in class", 1),
                f"You are {learner}. {count:,} of your answers are kept here. You and the "
                f"members of the group {TEACHERS} can read them.",
                para(
                    link("my-answers.json", "All of them as a file"),
                    ", which ",
                    code("lesson.import_record()"),
                    " reads.",
                ),
            )
        )

    async def _all_answers(self) -> list[Attempt]:
        """All of them, page by page, so that others' calls come in between."""
        found: list[Attempt] = []
        after: int | None = 0
        while after is not None:
            page = await self.store("page", after, limits.PAGE, self.learner)
            found += [attempt for _, attempt in page.answers]
            after = page.following
        return found


class Callback(HubOAuthCallbackHandler, Answering):
    """Where the Hub's login comes back to."""


def application(store: Store, hub: HubOAuth, prefix: str) -> Application:
    """Return the service; ``prefix`` is where the Hub puts it, with slashes around."""
    hub.cache_max_age = SECONDS_OF_A_LOGIN
    votes, root = Rooms(proxied=True), f"{prefix}vote/"
    return Application(
        [
            (f"{prefix}api/answers", AnswersHandler),
            (f"{prefix}api/answers/ids", IdsHandler),
            (f"{prefix}api/class", ClassHandler),
            (f"{prefix}api/question", QuestionHandler),
            (f"{prefix}api/pulse", PulseHandler),
            (f"{prefix}api/vote", VoteHandler),
            *routes(votes, root),
            (f"{prefix}oauth_callback", Callback),
            (f"{prefix}(my-answers\\.json)?", ForPeople),
        ],
        store=store,
        hub=hub,
        votes=votes,
        root=root,
        turns=Turns(),
        pool=ThreadPoolExecutor(1 if store.engine.dialect.name == "sqlite" else 4),
        default_handler_class=Nowhere,
        cookie_secret=secrets.token_bytes(32),
    )


def server_of(app: Application) -> HTTPServer:
    """Return the server of the service, with its limits."""
    return HTTPServer(
        app,
        chunk_size=2**16,
        max_body_size=4 * LARGEST,
        max_header_size=2**15,
        body_timeout=SECONDS_OF_A_BODY,
        idle_connection_timeout=SECONDS_IDLE,
    )


def binding(url: str) -> tuple[int, str | None]:
    """Return the port and the host that a service with this address listens on.

    Any other name than those of this machine is that of the Hub in a cluster, which is no address
    to bind to: None is all of them.
    """
    address = urlsplit(url)
    return address.port or 80, address.hostname if address.hostname in LOOPBACK else None


async def serve() -> None:
    """Serve until the process is ended, as the variables say that a Hub sets for a service."""
    prefix = os.environ["JUPYTERHUB_SERVICE_PREFIX"]
    app = application(Store(os.environ[DATABASE]), HubOAuth.instance(), prefix)
    server = server_of(app)
    server.add_sockets(bind_sockets(*binding(os.environ["JUPYTERHUB_SERVICE_URL"])))
    await asyncio.Event().wait()
