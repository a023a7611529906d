"""Calls to the results service: JSON there and back, no redirects, no proxies, no cookies."""

from __future__ import annotations

import json
import os
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, socket
from threading import Timer
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from . import ADDRESS, TOKEN

TIMEOUT = 20.0
"""Seconds that a call may take, from the connection to the last byte of the answer."""
LARGEST = 8 * 2**20
"""Bytes of an answer; the service's own pages have far fewer."""
T = TypeVar("T")
HIDDEN = "the service did not say why"


class NoAnswer(Exception):
    """The service gave no good answer. ``status`` is that of HTTP, or 0 when there was none."""

    def __init__(self, sentence: str, status: int = 0):
        super().__init__(sentence)
        self.status = status


class OpenQuestion(msgspec.Struct, frozen=True):
    """The id of the question that is open for the whole class, or None."""

    question: str | None


class ResultsService:
    """The results service of a Hub, for the owner of a token.

    Parameters
    ----------
    address, token : str, optional
        Where the service is, and who calls. Left out, the variables ``COURSE_RESULTS_URL`` and
        ``JUPYTERHUB_API_TOKEN`` say so, which a Hub with this course sets.

    Raises
    ------
    ValueError
        When there is no address or no token, or the address is none of HTTP.
    """

    def __init__(self, address: str | None = None, token: str | None = None):
        address = address or os.environ.get(ADDRESS, "")
        self._token = token or os.environ.get(TOKEN, "")
        parts = urlsplit(address)
        host = parts.hostname
        if parts.scheme not in ("http", "https") or not host or not self._token:
            raise ValueError(
                f"The results service needs an address and a token; set {ADDRESS} and {TOKEN}, or "
                "open this notebook on a JupyterHub that shares results."
            )
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connect = lambda: kind(host, parts.port, timeout=TIMEOUT)
        self._path = parts.path.rstrip("/")

    def call(self, method: str, path: str, body: Any, kind: type[T]) -> T:
        """Return what the service answers, as the struct that it must be.

        Raises
        ------
        NoAnswer
            When it is away, refuses, takes too long, or answers with something else or too much.
        """
        headers = {"Authorization": f"token {self._token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body, allow_nan=False).encode("ascii")
        try:
            status, text = self._exchange(method, path, data, headers)
        except (OSError, HTTPException, ValueError) as error:
            raise NoAnswer(f"The results service cannot be reached ({error}).") from error
        if len(text) > LARGEST:
            why = f"The results service answered with more than {LARGEST:,} bytes."
            raise NoAnswer(why, status)
        found = None
        with suppress(ValueError, RecursionError):
            found = json.loads(text)
            if status == 200:
                return msgspec.convert(found, kind)
        why = found.get("error", HIDDEN) if isinstance(found, dict) else HIDDEN
        raise NoAnswer(f"The results service answered {status}: {str(why)[:500]}", status)

    def _exchange(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        """Send a call and read the answer, up to a byte too many, within :data:`TIMEOUT`."""
        with closing(self._connect()) as connection:
            connection.connect()
            end = Timer(TIMEOUT, _hang_up, (connection.sock,))
            end.daemon = True
            end.start()
            try:
                connection.request(method, self._path + path, data, headers)
                answer = connection.getresponse()
                text = answer.read(LARGEST + 1)
            finally:
                end.cancel()
            return answer.status, text


def _hang_up(connected: socket) -> None:
    """End a connection on which another thread waits, whatever still comes, byte by byte."""
    with suppress(OSError):
        socket.shutdown(connected, SHUT_RDWR)
