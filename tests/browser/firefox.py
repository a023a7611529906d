"""Firefox through Marionette, its own protocol: enough to open a page and to press a button."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

SETTINGS = {
    "marionette.port": 0,  # any that is free; it is written into the profile
    "network.proxy.type": 1,  # no other address than this computer's can be reached
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
}


def find_firefox() -> str | None:
    """The path of a Firefox, or None."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One window without a screen.

    Parameters
    ----------
    profile : Path
        An empty folder that it keeps its things in.
    """

    def __init__(self, profile: Path):
        lines = [f'user_pref("{k}", {json.dumps(v)});' for k, v in SETTINGS.items()]
        (profile / "user.js").write_text("\n".join(lines))
        words = [find_firefox(), "--headless", "--marionette", "--profile", str(profile)]
        self._process = subprocess.Popen(
            [*words, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._held, self._count = b"", 0
        self._talk = self._connect(profile / "MarionetteActivePort")
        self._read()
        self.do("WebDriver:NewSession", capabilities={"alwaysMatch": {"pageLoadStrategy": "none"}})

    def _connect(self, noted: Path) -> socket.socket:
        for _ in range(600):
            if noted.is_file() and (port := noted.read_text().strip()):
                return socket.create_connection(("127.0.0.1", int(port)), timeout=120)
            time.sleep(0.1)
        raise RuntimeError("Firefox did not start")

    def _read(self) -> Any:
        while b":" not in self._held:
            self._held += self._talk.recv(65536)
        size, _, self._held = self._held.partition(b":")
        while len(self._held) < int(size):
            self._held += self._talk.recv(65536)
        said, self._held = self._held[: int(size)], self._held[int(size) :]
        return json.loads(said)

    def do(self, command: str, **given: Any) -> Any:
        """Send a command and return its result."""
        self._count += 1
        message = json.dumps([0, self._count, command, given]).encode()
        self._talk.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._read()
        if error:
            raise RuntimeError(error["message"])
        return result

    def js(self, code: str) -> Any:
        """Run JavaScript in the page and return what it returns."""
        return self.do("WebDriver:ExecuteScript", script=code, args=[])["value"]

    def wait(self, code: str, seconds: float = 120) -> Any:
        """Wait until JavaScript returns something, and return that."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if found := self.js(code):
                    return found
            except RuntimeError:  # the page is on its way
                pass
            time.sleep(0.3)
        raise AssertionError(f"this never came true in Firefox: {code}")

    def close(self) -> None:
        """End this Firefox."""
        self._process.terminate()
        self._process.wait(20)
