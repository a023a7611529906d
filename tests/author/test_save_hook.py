"""The save hook beside an extension that puts a contents manager of its own in place."""

from __future__ import annotations

import asyncio
import json
import sys
import types
from concurrent.futures import ThreadPoolExecutor

import pytest
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

VIEW = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/html": "<p>Q</p>"}


def swapper() -> types.ModuleType:
    """An extension like jupytext: it makes a manager class of its own and swaps it in."""
    module = types.ModuleType("swaps_the_manager")

    class Swapped(AsyncLargeFileManager):
        """The manager that saves from now on."""

    def load(app) -> None:
        app.contents_manager = Swapped(parent=app, log=app.log)
        app.session_manager.contents_manager = app.contents_manager
        app.web_app.settings["contents_manager"] = app.contents_manager

    module._jupyter_server_extension_points = lambda: [{"module": module.__name__}]
    module._load_jupyter_server_extension = load
    return module


def lesson(source: str) -> dict:
    output = {"output_type": "display_data", "data": dict(VIEW), "metadata": {}}
    cell = {
        "cell_type": "code",
        "id": "one",
        "metadata": {},
        "source": source,
        "outputs": [output],
        "execution_count": 1,
    }
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture(params=["alone", "beside a swapper"])
def saved(request, tmp_path, monkeypatch):
    """Save a notebook through a running server, and return what was written."""
    extensions = {"helpers.authoring.save_hook": True}
    if request.param != "alone":
        monkeypatch.setitem(sys.modules, "swaps_the_manager", swapper())
        extensions["swaps_the_manager"] = True
    for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
        monkeypatch.setenv(f"JUPYTER_{name}", str(tmp_path / name))
    monkeypatch.setattr(ServerApp, "init_signal", lambda app: None)  # the main thread's alone
    folder = tmp_path / "notebooks"
    folder.mkdir()

    async def save(source: str) -> dict:
        app = ServerApp(jpserver_extensions=extensions, allow_root=True, open_browser=False)
        app.initialize(
            argv=[f"--ServerApp.root_dir={folder}", "--ServerApp.port=0"],
            find_extensions=False,
            new_httpserver=False,
        )
        await asyncio.sleep(0.05)  # the loop turns once, as it does in a server that runs
        manager = app.web_app.settings["contents_manager"]
        model = {"type": "notebook", "format": "json", "content": lesson(source)}
        await manager.save(model, "lesson.ipynb")
        return json.loads((folder / "lesson.ipynb").read_text("utf-8"))

    def run(source: str) -> set[str]:
        try:
            # In a thread of its own: browser tests leave a loop in this one.
            with ThreadPoolExecutor(1) as own:
                written = own.submit(asyncio.run, save(source)).result(60)
        finally:
            ServerApp.clear_instance()
        return set(written["cells"][0]["outputs"][0]["data"])

    return run


def test_a_lesson_is_saved_without_its_live_view(saved):
    source = 'from helpers import open_lesson\nlesson = open_lesson("x")\nlesson'
    assert saved(source) == {"text/html"}


def test_other_notebooks_are_saved_as_they_are(saved):
    assert saved("print(1)") == set(VIEW)
