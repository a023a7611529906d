"""Nothing leaves the machine by itself: no lesson opens a connection, no page fetches anything."""

from __future__ import annotations

import json
import re

import pytest
from imports import imports_of, modules, package_of
from live_kernel import code_cells, live_kernel
from project_files import ROOT, name_of, project_files

from helpers.content import load_course

NOTEBOOKS = [ROOT / "notebooks" / f"{entry.notebook}.ipynb" for entry in load_course().lessons]

WATCH = """
import sys
SEEN, PROGRAMS = [], []
HERE = ("127.0.0.1", "::1", "localhost")
TALK = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
        "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "webbrowser.open"}
START = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile"}
def watch(event, args):
    if event in START:
        PROGRAMS.append(str(args[0]).rpartition("/")[2])
    elif event in TALK:
        where = args[0] if isinstance(args[0], str | bytes) else args[1]  # or a socket comes first
        host = where[0] if isinstance(where, tuple) else where
        unix = isinstance(where, str | bytes) and event == "socket.connect"
        if host not in HERE and not unix:
            SEEN.append((event, str(host)))
            raise PermissionError(f"{event} {host}")
sys.addaudithook(watch)
"""
PLAY = """
import os, tempfile
quiz = lesson.exit_quiz()
session = quiz.session
session.answer(session.question.key); session.sure("sure"); session.check()
session.hint(); session.reveal(); quiz._repr_mimebundle_()
folder = tempfile.mkdtemp()
for kind in ("json", "csv", "xapi"):
    lesson.export(kind, folder)
first = next(name for name in os.listdir(folder) if "record" in name and name.endswith("json"))
lesson.start_over(); lesson.import_record(os.path.join(folder, first))
assert lesson.record.facts(), lesson.record.notice
lesson.dashboard(); lesson.recap(); lesson.forget_me(confirm=lesson.record.name)
assert not lesson.record.keeps
"""
NO_PIXELS = """
from PIL import Image
from helpers.charts.chart import Chart
Chart._picture = lambda *_: Image.new("RGB", (8, 5))
"""
CALLS_OUT = [
    "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
    "import urllib.request as u; u.urlopen('http://192.0.2.1/', timeout=1)",
    "import socket; socket.getaddrinfo('example.org', 80)",
    "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
    "import socket; socket.socket().connect_ex(('192.0.2.1', 80))",
]


def test_no_lesson_opens_a_connection(tmp_path, full, counted):
    """All cells of all lessons; charts are drawn in the first, and only made in the others."""
    chosen = NOTEBOOKS if full else NOTEBOOKS[::8]
    cells = 0
    with live_kernel(tmp_path) as kernel:
        kernel.run(WATCH)
        for notebook in chosen:
            for cell in code_cells(notebook):
                kernel.run(cell)
                cells += 1
            kernel.run(PLAY)
            kernel.run(NO_PIXELS)
        assert kernel.run("print(SEEN)") == "[]\n"
        loaded = kernel.run("print([m for m in sys.modules if 'helpers.sharing.' in m])")
        assert loaded == "[]\n"  # nothing that could share answers, where no Hub asks for it
        programs = json.loads(kernel.run("import json; print(json.dumps(PROGRAMS))"))
        assert set(programs) <= {"fc-list", "system_profiler"}  # matplotlib looks for fonts
        for code in CALLS_OUT:  # the watch does see a connection, and stops it
            with pytest.raises(RuntimeError, match="socket"):
                kernel.run(code)
        assert int(kernel.run("print(len(SEEN))")) == len(CALLS_OUT)
    counted(f"{len(chosen)} lessons, {cells} cells, 0 connections")


# ---------------------------------------------------------------- what the code could do

TALKERS = {
    "aiohttp",
    "asyncio",
    "ctypes",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "multiprocessing",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "subprocess",
    "telnetlib",
    "tornado",
    "urllib",
    "urllib3",
    "webbrowser",
    "websocket",
    "websockets",
    "xmlrpc",
    "zmq",
}
JUSTIFIED = {
    "helpers/__main__.py": ["subprocess"],  # the command that opens the course starts JupyterLab
    "helpers/authoring/check/question_versions.py": ["subprocess"],  # asks git what stood before
    # The command that builds the live site fetches what it pins by hash.
    "helpers/authoring/site/live.py": ["subprocess"],
    "helpers/authoring/npm.py": ["urllib.request"],  # so does the one that writes slides
    "helpers/controls/load_button.py": ["asyncio"],  # the same, while a library loads
    "helpers/lesson/moving.py": ["asyncio"],  # waits a turn of the kernel's own loop
}
# Where a Hub's settings ask for it, and where a teacher opens a vote.
FOR_A_CLASS = ("helpers/sharing/", "helpers/classroom/hub/", "helpers/classroom/vote/")
HARMLESS = "urllib.parse"  # it only takes addresses apart


def talkers(source: str, package: str) -> list[str]:
    """The modules that a module imports and that could open a connection or start a program."""
    found = {n for n in imports_of(source, package) if not f"{n}.".startswith(f"{HARMLESS}.")}
    return sorted(name for name in found if name.split(".")[0] in TALKERS)


def test_the_engine_imports_nothing_that_talks():
    found = {
        name_of(path): talkers(path.read_text("utf-8"), package_of(path))
        for path in modules()
        if not name_of(path).startswith(FOR_A_CLASS)
    }
    assert len(found) > 60 and {name: bad for name, bad in found.items() if bad} == JUSTIFIED


@pytest.mark.parametrize(
    ("source", "bad"),
    [
        ("import socket", 1),
        ("import urllib.request", 1),
        ("from urllib import request", 2),
        ("def f():\n    import requests as r", 1),
        ("import_module('http.client')", 1),
        ("from subprocess import run", 2),
        ("from urllib.parse import quote", 0),
        ("import json", 0),
    ],
)
def test_an_import_that_talks_is_seen(source, bad):
    assert len(talkers(source, "helpers.record")) == bad


# ---------------------------------------------------------------- what a page could fetch

FETCHES = re.compile(
    r"""<(script|iframe|link|object|embed|base|form|video|audio)\b
    | <img\b[^>]*\bsrc\s*=\s*["']?(?!data:)(?=\s*["']?(https?:|//))
    | \b(srcset|ping|background)\s*=
    | url\(\s*["']?(https?:|//) | @import
    | \b(fetch|importScripts|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection)\s*\(
    | \bimport\s*\( | \bfrom\s+["']https?:
    | !\[[^\]]*\]\(\s*(https?:|//)""",
    re.IGNORECASE | re.VERBOSE,
)


def pages() -> dict[str, str]:
    """Everything that a browser gets: companion, cells and outputs of all notebooks."""
    found = {}
    for path in project_files():
        own = ROOT / "helpers" in path.parents and not name_of(path).startswith(FOR_A_CLASS)
        if path.suffix in (".js", ".css") and own:
            found[name_of(path)] = path.read_text("utf-8")
        elif path.suffix == ".ipynb":
            cells = json.loads(path.read_text("utf-8"))["cells"]
            texts = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
            for cell in cells:
                for output in cell.get("outputs", []):
                    texts.append("".join(output.get("data", {}).get("text/html", "")))
            found[name_of(path)] = "\n".join(texts)
    return found


def test_no_page_fetches_anything():
    found = pages()
    assert len(found) >= len(NOTEBOOKS) + 2
    assert not {name: m[0] for name, text in found.items() if (m := FETCHES.search(text))}


@pytest.mark.parametrize(
    "bad",
    [
        '<img alt="x" src="https://example.org/x.png">',
        "<script>1</script>",
        "<img srcset='x 2x'>",
        '<link rel="stylesheet" href="x">',
        "fetch('/x')",
        "new WebSocket('ws://x')",
        "import('x')",
        "@import 'x.css'",
        "background: url(https://example.org/x)",
        "![x](https://example.org/x.png)",
        "navigator.sendBeacon('/x')",
        "<IFRAME src=x>",
        "import x from 'https://example.org/x.js'",
    ],
)
def test_what_fetches_is_seen(bad):
    assert FETCHES.search(bad)


def test_what_waits_for_a_click_is_no_fetch():
    for good in (
        '<a href="https://example.org">a source</a>',
        '<img src="data:image/png;base64">',
        "![a chart](picture.png)",
        "import anywidget from 'x'",
    ):
        assert not FETCHES.search(good), good
