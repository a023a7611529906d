"""Calls to the results service: JSON there and back, no redirects, no proxies, no cookies."""

from __future__ import annotations

import json
import os
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from . import ADDRESS, TOKEN

TIMEOUT = 20.0
"""Seconds to wait for an answer."""
HIDDEN = "the service did not say why"


class NoAnswer(Exception):
    """The service gave no good answer. ``status`` is that of HTTP, or 0 when there was none."""

    def __init__(self, sentence: str, status: int = 0):
        super().__init__(sentence)
        self.status = status


class Service:
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
        if parts.scheme not in ("http", "https") or not parts.hostname or not self._token:
            raise ValueError(
                f"The results service needs an address and a token; set {ADDRESS} and {TOKEN}, or "
                "open this notebook on a JupyterHub that shares results."
            )
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connect = lambda: kind(parts.hostname, parts.port, timeout=TIMEOUT)
        self._path = parts.path.rstrip("/")

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Return what the service answers.

        Raises
        ------
        NoAnswer
            When it is away, refuses, or answers with something else than JSON.
        """
        headers = {"Authorization": f"token {self._token}"}
        data = None
        if body is not None:
            data = json.dumps(body, allow_nan=False).encode("ascii")
            headers["Content-Type"] = "application/json"
        connection = self._connect()
        try:
            connection.request(method, self._path + path, data, headers)
            answer = connection.getresponse()
            status, text = answer.status, answer.read()
        except (OSError, HTTPException, ValueError) as error:
            raise NoAnswer(f"The results service cannot be reached ({error}).") from error
        finally:
            connection.close()
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if status != 200 or not isinstance(found, dict):
            why = found.get("error", HIDDEN) if isinstance(found, dict) else HIDDEN
            raise NoAnswer(f"The results service answered {status}: {why}", status)
        return found
