"""Lets devices into a vote: on the teacher's own computer, or inside the service of a Hub.

==========  ==========================  ================================================
method      path                        what for
==========  ==========================  ================================================
``GET``     ``/``                       the door: type the join code
``POST``    ``/``                       go in with ``code``
``GET``     ``/CODE``                   the page of a device, which gives it a seat
``POST``    ``/CODE``                   vote: ``choice`` (letters) and ``version``
``GET``     ``/CODE/now``               which page is the newest
``GET``     ``/teacher/KEY``            the teacher's page, and ``/now`` as above
``POST``    ``/teacher/KEY``            what the teacher does: ``act`` and ``version``
``GET``     ``/teacher/KEY/counts.csv`` the counts as a table
==========  ==========================  ================================================

A seat is a random number in a cookie that scripts and other sites cannot use. Who calls too often
waits, and so does who guesses codes; who sends much is cut off. Each seat and the teacher have a
limit of their own, so that a flood from a shared address stops nobody who is in.
"""

from __future__ import annotations

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Callable, Sequence
from http.client import responses
from threading import Event, Thread
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from . import pages
from .room import SEATS, NoSeat, NoVote, Room

SEAT = "seat"
LARGEST = 4096
"""Bytes of a body; a vote has about fifty."""
A_SECOND, AT_ONCE = 100.0, 400.0
"""Calls of one address: how many a second, and how many at once. A class behind one address makes
about thirty a second."""
MOST_CONNECTIONS = 1000
MOST_ROOMS = 20
"""Votes that one server holds; the oldest goes."""
A_HOME = 5
"""Devices from one address of the room's own network, where each device should have an address.
Where they share one, the teacher's page has a button that lets them in."""
USUAL_PORT = 8765
"""Where a vote listens if nobody says otherwise and it is free: after a new start, the address on
the learners' phones is still right."""
_SCRIPT = pages.Path(__file__).with_name("vote.js").read_bytes()


class Gate:
    """How often each address may call: so many a second, and some more at once."""

    def __init__(self, a_second: float = A_SECOND, at_once: float = AT_ONCE, clock=monotonic):
        self._a_second, self._at_once, self._clock = a_second, at_once, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admits(self, home: str) -> bool:
        """Whether a call of this address is let in; it counts."""
        now = self._clock()
        left, before = self._left.pop(home, (self._at_once, now))
        left = min(self._at_once, left + (now - before) * self._a_second)
        self._left[home] = (max(0.0, left - 1), now)
        while len(self._left) > 5000:
            self._left.popitem(last=False)
        return left >= 1


class Rooms:
    """The votes that a server holds, by join code and by the teacher's key.

    Parameters
    ----------
    address
        Where learners go, without the path; left out, it is that of the teacher's own call.
    only_here
        Whether no other computer can come in.
    proxied
        Whether all calls come from a proxy, which then says last from where it got them.
    """

    def __init__(
        self, address: str | Callable[[], str] = "", only_here: bool = False, proxied: bool = False
    ):
        self._address, self.only_here, self.proxied = address, only_here, proxied
        self.gate, self.gate_of_seats = Gate(), Gate(A_SECOND / 10, AT_ONCE / 10)
        self._rooms: OrderedDict[str, Room] = OrderedDict()

    @property
    def address(self) -> str:
        """Where learners go. Where it is in a network, it may change when the computer slept."""
        return self._address() if callable(self._address) else self._address

    def add(self, room: Room) -> None:
        """Hold one more; the oldest goes where there are too many."""
        self._rooms[room.code] = room
        while len(self._rooms) > MOST_ROOMS:
            self._rooms.popitem(last=False)

    def coded(self, code: str) -> Room | None:
        """The vote with this join code."""
        return self._rooms.get(code.strip().upper())

    def keyed(self, key: str) -> Room | None:
        """The vote of the teacher with this key."""
        return next((room for room in self._rooms.values() if room.key == key), None)


class TurnedDown(HTTPError):
    """A call that is turned down; the sentence says why, for people.

    ``anew`` offers to type a join code again.
    """

    def __init__(self, status: int, sentence: str, anew: bool = False):
        super().__init__(status, reason=responses[status])
        self.sentence, self.anew = sentence, anew


class VotePage(RequestHandler):
    """A page of a vote; what is wrong with a call is said in one sentence."""

    def initialize(self, rooms: Rooms, root: str) -> None:
        self.rooms, self.root = rooms, root

    def set_default_headers(self) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("Referrer-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def check_xsrf_cookie(self) -> None:
        """`prepare` refuses the forms of other sites."""

    def prepare(self) -> None:
        if not self._admitted():
            self.set_header("Retry-After", "2")
            raise TurnedDown(429, "Too many calls come from your network; wait a moment.")
        origin = self.request.headers.get("Origin")
        if (
            self.request.method == "POST"
            and origin
            and urlsplit(origin).netloc != self.request.host
        ):
            raise TurnedDown(403, "This form comes from another site; open the page of the vote.")

    def _admitted(self) -> bool:
        """Whether whoever calls has not called too often: a seat, the teacher, or an address."""
        word = self.path_args[0] if self.path_args else ""
        room, seat = self.rooms.coded(word), self.get_cookie(SEAT) or ""
        if room is not None and room.sits(seat):
            return self.rooms.gate_of_seats.admits(seat)
        if self.rooms.keyed(word) is not None:
            return self.rooms.gate_of_seats.admits(word)
        return self.rooms.gate.admits(self.home)

    def forwarded(self, name: str, otherwise: str) -> str:
        """What the proxy in front says of a call, where there is one; a caller's own words before
        the proxy's count for nothing."""
        said = self.request.headers.get(f"X-Forwarded-{name}", "") if self.rooms.proxied else ""
        return said.split(",")[-1].strip() or otherwise

    @property
    def home(self) -> str:
        """The address that the call comes from."""
        return self.forwarded("For", self.request.remote_ip or "")[:64]

    @property
    def scheme(self) -> str:
        """``http`` or ``https``."""
        return "https" if self.forwarded("Proto", self.request.protocol) == "https" else "http"

    def room_of(self, code: str) -> Room:
        room = self.rooms.coded(code)
        if room is None:
            raise TurnedDown(404, "This vote is over, or was started anew.", anew=True)
        return room

    def number(self, name: str) -> int:
        """A whole number of a form; -1 where there is none."""
        given = self.get_body_argument(name, "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1

    def write_error(self, status_code: int, exc_info: Any = None, **_: Any) -> None:
        error = exc_info[1] if exc_info else None
        sentence = f"The vote does not take this call ({responses.get(status_code, 'unknown')})."
        anew = False
        if isinstance(error, TurnedDown):
            sentence, anew = error.sentence, error.anew
        self.set_header("Connection", "close")
        self.finish(pages.turned_down(sentence, self.root, anew))


class Script(VotePage):
    """The one script."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(_SCRIPT)


class Door(VotePage):
    """Type the join code."""

    def get(self) -> None:
        self.finish(pages.door(self.root))

    def post(self) -> None:
        room = self.rooms.coded(self.get_body_argument("code", ""))
        if room is None:
            self.finish(pages.door(self.root, wrong=True))
        else:
            self.redirect(f"{self.root}{room.code}", status=303)


class Phone(VotePage):
    """A device: it gets a seat, sees what is asked and votes."""

    def _seat(self, room: Room) -> str:
        """The seat of the device that calls; raises :class:`NoSeat`."""
        try:
            seat = room.sit(self.get_cookie(SEAT) or "", self.home)
        except NoSeat as full:
            self._keep(room, full.ticket)
            raise
        self._keep(room, seat)
        return seat

    def _keep(self, room: Room, seat: str) -> None:
        secure = self.scheme == "https"
        path = f"{self.root}{room.code}"
        self.set_cookie(SEAT, seat, path=path, httponly=True, samesite="Strict", secure=secure)

    def get(self, code: str) -> None:
        room = self.room_of(code)
        try:
            self.finish(pages.phone(room, self._seat(room), self.root))
        except NoSeat as full:
            self.finish(pages.waiting(str(full), self.root))

    def post(self, code: str) -> None:
        room = self.room_of(code)
        if not self.get_cookie(SEAT):
            raise TurnedDown(
                403,
                "Your browser keeps no cookie for this page, so your vote cannot be counted. Allow "
                "cookies or take another browser; until then, raise your hand.",
            )
        seat = ""
        try:
            seat = self._seat(room)  # its own, or a new one if another device has taken it
            room.vote(seat, self.get_body_arguments("choice"), self.number("version"))
        except NoSeat as full:
            self.finish(pages.waiting(str(full), self.root))
        except NoVote as fault:
            self.finish(pages.phone(room, seat, self.root, str(fault)))
        else:
            self.redirect(f"{self.root}{room.code}", status=303)


class PhoneNow(VotePage):
    """Which page a device should show."""

    def get(self, code: str) -> None:
        room = self.room_of(code)
        waits = room.waits(self.get_cookie(SEAT) or "")
        self.finish({"version": pages.DOOR if waits else str(room.version)})


class Keyed(VotePage):
    """What only the teacher's key opens."""

    def keyed(self, key: str) -> Room:
        room = self.rooms.keyed(key)
        if room is None:
            raise TurnedDown(404, "This vote is over. Its notebook or terminal opens the next one.")
        return room


class Teacher(Keyed):
    """The page for the projector."""

    def get(self, key: str) -> None:
        own = self.rooms.address
        alone = self.rooms.only_here or own.startswith("http://127.")
        address = own or f"{self.scheme}://{self.request.host}"
        self.finish(pages.teacher(self.keyed(key), address, self.root, alone))

    def post(self, key: str) -> None:
        room = self.keyed(key)
        try:
            room.act(self.get_body_argument("act", ""), self.number("version"))
        except ValueError as fault:
            raise TurnedDown(400, str(fault)) from None
        self.redirect(self.request.path, status=303)


class TeacherNow(Keyed):
    """Which page the projector should show, and how many have voted."""

    def get(self, key: str) -> None:
        room = self.keyed(key)
        self.finish({"version": pages.board_version(room), "said": pages.seated(room)})


class Counts(Keyed):
    """All counts as a table."""

    def get(self, key: str) -> None:
        self.set_header("Content-Type", "text/csv; charset=utf-8")
        self.set_header("Content-Disposition", 'attachment; filename="counts.csv"')
        self.finish(self.keyed(key).to_csv().encode("utf-8-sig"))


class NoPage(VotePage):
    """Every path that is none."""

    def prepare(self) -> None:
        super().prepare()
        raise TurnedDown(404, "There is nothing here; type the join code at the first page.")


def routes(rooms: Rooms, root: str) -> list[tuple[str, type[VotePage], dict[str, Any]]]:
    """Where the pages stand below ``root``, which begins and ends with a slash."""
    known = {"rooms": rooms, "root": root}
    key, code = r"teacher/([\w-]{10,80})", r"([A-Za-z]{6})"
    return [
        (f"{root}vote\\.js", Script, known),
        (root, Door, known),
        (f"{root}{code}", Phone, known),
        (f"{root}{code}/now", PhoneNow, known),
        (f"{root}{key}", Teacher, known),
        (f"{root}{key}/now", TeacherNow, known),
        (f"{root}{key}/counts\\.csv", Counts, known),
    ]


class Server(HTTPServer):
    """A server that holds only so many connections."""

    def initialize(self, *given: Any, **more: Any) -> None:
        super().initialize(*given, **more)
        self._streams: WeakSet[Any] = WeakSet()

    def handle_stream(self, stream: Any, address: Any) -> None:
        if sum(not one.closed() for one in self._streams) >= MOST_CONNECTIONS:
            stream.close()
            return
        self._streams.add(stream)
        super().handle_stream(stream, address)


class Vote:
    """A vote on this computer: its room, and its server in a thread of its own.

    Parameters
    ----------
    names
        Questions, or plans for all that they ask.
    network
        Whether other devices may come in; otherwise only this computer can.
    seats
        Devices that may vote.
    port
        Where to listen; 0 is the usual one, or any that is free.
    shared
        Whether the devices come from one address, as behind a hotspot: then any number may.

    Raises
    ------
    ValueError
        As :class:`~helpers.classroom.vote.room.Room`, and when the port cannot be had.
    """

    def __init__(
        self,
        names: Sequence[str],
        network: bool = False,
        seats: int = SEATS,
        port: int = 0,
        shared: bool = False,
    ):
        self.room = Room(names, seats, A_HOME if network and not shared else 0)
        if not 0 <= port < 2**16:
            raise ValueError(f"A port is a number from 0 to {2**16 - 1}; {port} cannot be had.")
        self._network = network
        sockets = _listen(port, "0.0.0.0" if network else "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self.rooms = Rooms(lambda: self.address, only_here=not network)
        self.rooms.add(self.room)
        self._over, ready = Event(), Event()
        self._thread = Thread(target=self._run, args=(sockets, ready), daemon=True)
        self._thread.start()
        ready.wait(10)

    @property
    def address(self) -> str:
        """Where learners go."""
        return f"http://{own_address() if self._network else '127.0.0.1'}:{self.port}"

    @property
    def teacher(self) -> str:
        """The address of the teacher's page, on this computer."""
        return f"http://127.0.0.1:{self.port}/teacher/{self.room.key}"

    def close(self) -> None:
        """End the vote; nothing is kept."""
        self._over.set()
        self._thread.join(5)

    def _run(self, sockets: list[socket.socket], ready: Event) -> None:
        asyncio.run(self._serve(sockets, ready))

    async def _serve(self, sockets: list[socket.socket], ready: Event) -> None:
        app = Application(
            routes(self.rooms, "/"),
            default_handler_class=NoPage,
            default_handler_args={"rooms": self.rooms, "root": "/"},
            log_function=lambda _: None,
        )
        server = Server(
            app,
            max_body_size=LARGEST,
            max_header_size=2**14,
            body_timeout=10,
            idle_connection_timeout=30,
        )
        server.add_sockets(sockets)
        ready.set()
        while not self._over.is_set():
            await asyncio.sleep(0.1)
        server.stop()
        await server.close_all_connections()


def _listen(port: int, host: str) -> list[socket.socket]:
    if not port:
        try:
            return bind_sockets(USUAL_PORT, host, socket.AF_INET)
        except OSError:
            pass  # another vote or program has it
    try:
        return bind_sockets(port, host, socket.AF_INET)
    except OSError as error:
        raise ValueError(f"Port {port} cannot be had ({error}); name another one.") from None


def own_address() -> str:
    """This computer's address in the room's network; 127.0.0.1 where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # asks the system which way out it would take
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"
