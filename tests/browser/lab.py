"""Starting a real JupyterLab on the loopback address and driving it in Chromium."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW_TO_GET_ONE = (
    "no Chromium was found: install one (Debian: sudo apt install chromium) and run again"
)
THEMES = {
    "light": "JupyterLab Light",
    "dark": "JupyterLab Dark",
    "high contrast": "JupyterLab Dark High Contrast",
}
_READY = """async () => {
  const app = window.jupyterapp; await app.restored;
  for (let i = 0; i < 2400; i++) {
    const w = app.shell.currentWidget;
    if (w && w.sessionContext && w.context && w.content && w.content.widgets) return true;
    await new Promise(r => setTimeout(r, 50));
  }
  throw new Error('no notebook came up');
}"""
_TURN = """async path => {
  const app = window.jupyterapp;
  for (const open of [...app.shell.widgets('main')]) {
    if (open.context) open.context.model.dirty = false;  // or it would ask whether to save
    open.close();
    while (!open.isDisposed) await new Promise(r => setTimeout(r, 20));
  }
  const kernel = {name: 'python3'};
  await app.commands.execute('docmanager:open', {path, factory: 'Notebook', kernel});
}"""
_RUN_ALL = """async () => {
  const app = window.jupyterapp; const w = app.shell.currentWidget;
  await w.context.ready; await w.sessionContext.ready;
  await w.sessionContext.session.kernel.info;
  await app.commands.execute('notebook:run-all-cells');
}"""


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


class Lab:
    """One JupyterLab server over a folder of its own, with a record of its own.

    Parameters
    ----------
    folder : Path
        Empty; takes the notebooks' copies, Jupyter's settings and the record.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.notebooks = folder / "notebooks"
        shutil.copytree(ROOT / "notebooks", self.notebooks)
        self.record = folder / "record.sqlite"
        settings = folder / "settings/@jupyterlab/apputils-extension"
        settings.mkdir(parents=True)
        quiet = {"fetchNews": "false", "checkForUpdates": False}
        (settings / "notification.jupyterlab-settings").write_text(json.dumps(quiet))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        places = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "IPYTHONDIR": "ipython",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        }
        env = os.environ | {name: str(folder / sub) for name, sub in places.items()}
        env |= {"COURSE_RECORD": str(self.record), "JUPYTER_PLATFORM_DIRS": "1"}
        self.log = folder / "lab.log"
        command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
        command += ["--ip=127.0.0.1", f"--port={port}", f"--ServerApp.root_dir={self.notebooks}"]
        command += ["--IdentityProvider.token=t", "--expose-app-in-browser"]
        command += ["--KernelManager.transport=ipc"]
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                command, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        self.url = f"http://127.0.0.1:{port}"
        self._wait()

    def _wait(self) -> None:
        for _ in range(1800):
            try:
                urllib.request.urlopen(f"{self.url}/api/status?token=t", timeout=20)
                return
            except OSError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """Stop the kernels, then the server by the id it was started with."""
        if self._process.poll() is not None:
            return
        self.shut_kernels()
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(20)

    def forget(self) -> None:
        """Start the learner's record anew."""
        for path in self.folder.glob("record.sqlite*"):
            path.unlink()

    def open(self, page, notebook: str) -> None:
        """Open a notebook in a clean workspace and wait until it is there."""
        page.goto(f"{self.url}/lab/tree/{notebook}?token=t&reset")
        page.wait_for_function("() => window.jupyterapp")
        page.evaluate(_READY)

    def turn_to(self, page, notebook: str) -> None:
        """Open a notebook where JupyterLab may be open already, in place of what is open there."""
        if not page.url.startswith(self.url):
            return self.open(page, notebook)
        page.evaluate(_TURN, notebook)
        page.evaluate(_READY)

    def run_all(self, page) -> None:
        """Run all cells, and wait until the last one has run."""
        page.evaluate(_RUN_ALL)

    def shut_kernels(self) -> None:
        """Stop every kernel of this server."""
        with urllib.request.urlopen(f"{self.url}/api/sessions?token=t") as answer:
            sessions = json.load(answer)
        for session in sessions:
            request = urllib.request.Request(
                f"{self.url}/api/sessions/{session['id']}?token=t", method="DELETE"
            )
            urllib.request.urlopen(request)


def set_theme(page, theme: str) -> None:
    """Switch JupyterLab's theme in place and wait until its colours are there."""
    page.evaluate(
        "name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})",
        THEMES[theme],
    )
    dark = "false" if theme != "light" else "true"
    page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{dark}'")
    page.wait_for_function(
        f"() => document.body.dataset.jpThemeName === {json.dumps(THEMES[theme])}"
    )


@contextmanager
def listening(page) -> Iterator[list[str]]:
    """Collect what the console complains of."""
    errors: list[str] = []

    def listen(message) -> None:
        if message.type == "error" and "favicon" not in message.text:
            errors.append(message.text)

    page.on("console", listen)
    try:
        yield errors
    finally:
        page.remove_listener("console", listen)


def cells(page):
    """What the notebook's cells hold, as the application sees it."""
    return page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.model.sharedModel.cells.map(c => c.source)"
    )


def active_cell(page):
    return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex")
