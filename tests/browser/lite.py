"""The live course as learners get it: built once, served from a folder, driven in Chromium."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from lab import CHROMIUM_FLAGS, find_chromium

from helpers.authoring.site.words import in_the_browser

NOWHERE = "MAP course.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Chromium finds this computer, also under a name that is not localhost, and nothing else."""
_OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code')
  .map(cell => cell.model.sharedModel.getOutputs())"""
_EXECUTE = """async code => {
  const { session } = window.jupyterapp.shell.currentWidget.sessionContext;
  const said = [];
  const future = session.kernel.requestExecute({ code });
  future.onIOPub = ({ content }) =>
    said.push(content.text ?? (content.ename ? `${content.ename}: ${content.evalue}` : ''));
  const { content } = await future.done;
  return { status: content.status, said: said.join('') };
}"""
_STARTED = """() => {
  const bar = document.querySelector('.pp-bar');
  return bar && !bar.offsetParent;
}"""


class _Files(http.server.SimpleHTTPRequestHandler):
    """A plain web server for a folder, as a school has one."""

    protocol_version = "HTTP/1.1"
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *args: Any) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve a folder; the port is given."""
    handler = functools.partial(_Files, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()


class Visitor:
    """Somebody's browser, with what it keeps from one visit to the next.

    Attributes
    ----------
    outside : list of str
        Requests for other addresses than the site's.
    faults : list of str
        What the consoles complained of.
    missing : list of str
        What the site was asked for and has not.
    """

    def __init__(
        self, playwright: Any, home: Path, port: int, host: str = "127.0.0.1", before: str = ""
    ):
        self.site = f"http://{host}:{port}"
        self.outside: list[str] = []
        self.faults: list[str] = []
        self.missing: list[str] = []
        self._context = playwright.chromium.launch_persistent_context(
            str(home),
            executable_path=find_chromium(),
            args=[*CHROMIUM_FLAGS, f"--host-resolver-rules={NOWHERE}"],
            viewport={"width": 1280, "height": 900},
        )
        self._context.add_init_script(before)
        self._context.on("request", self._asked)
        self._context.on("response", self._answered)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.outside.append(request.url)

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.missing.append(response.url)

    @property
    def tabs(self) -> int:
        return len(self._context.pages)

    def open(self, notebook: str, place: str = "") -> Any:
        """Open a lesson in a new tab, and wait until all of it has run."""
        page = self._context.new_page()
        page.set_default_timeout(90_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{self.site}/notebooks/index.html?path={notebook}{place}")
        self.wait(page)
        return page

    def wait(self, page: Any) -> None:
        """Wait until all of a lesson has run."""
        page.wait_for_selector(".jp-Notebook .jp-Cell")
        page.wait_for_function(_STARTED)

    def close(self) -> None:
        self._context.close()


def outputs(page: Any) -> list[list[dict[str, Any]]]:
    """What stands under each cell of code."""
    return page.evaluate(_OUTPUTS)


def execute(page: Any, code: str) -> str:
    """Run Python in the lesson's kernel and return what it printed."""
    done = page.evaluate(_EXECUTE, code)
    assert done["status"] == "ok", done["said"]
    return done["said"]


def begin(page: Any, code: str) -> None:
    """Let Python run in the lesson's kernel, and do not wait for it."""
    page.evaluate(f"code => {{ window.done = ({_EXECUTE})(code) }}", code)


def ended(page: Any) -> str:
    """Wait for what was begun, and return what it printed."""
    done = page.evaluate("() => window.done")
    assert done["status"] == "ok", done["said"]
    return done["said"]


def committed(path: Path) -> list[tuple[str, list[dict[str, Any]]]]:
    """The code cells of a notebook with their outputs, in the words of a browser."""
    cells = in_the_browser(json.loads(path.read_text("utf-8")))["cells"]
    return [(cell["source"], cell["outputs"]) for cell in cells if cell["cell_type"] == "code"]


def words(output: dict[str, Any]) -> str:
    """The text form of an output."""
    data = output.get("data", {}).get("text/plain", output.get("text", ""))
    return data if isinstance(data, str) else "".join(data)
