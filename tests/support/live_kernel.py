"""A real kernel without a browser: run cells in it, and weigh it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel

from helpers.authoring.reproducible import fixed_environment

ROOT = Path(__file__).parents[2]
TIMEOUT = 60
LESSON = "what_is_the_difference"  # the one that is weighed and timed
HEAVIEST = 115.0  # megabytes of a kernel after the whole of it


class LiveKernel:
    """One running ipykernel."""

    def __init__(self, manager: Any, client: Any):
        self._manager, self._client = manager, client

    def run(self, code: str) -> str:
        """Run a cell and return what it printed; a cell that fails raises `RuntimeError`."""
        printed: list[str] = []

        def hear(message: dict[str, Any]) -> None:
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

        reply = self._client.execute_interactive(code, output_hook=hear, timeout=TIMEOUT)
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"{reply['content'].get('evalue')} in: {code}")
        return "".join(printed)

    def megabytes(self) -> float | None:
        """The kernel's memory: its own pages and its share of common ones; Linux only."""
        try:
            text = Path(f"/proc/{self._manager.provisioner.pid}/smaps_rollup").read_text()
        except OSError:
            return None
        return int(re.search(r"^Pss: +(\d+) kB", text, re.MULTILINE)[1]) / 1000


@contextmanager
def live_kernel(folder: Path) -> Iterator[LiveKernel]:
    """A new kernel where a notebook's would run, with an empty record in ``folder``."""
    manager, client = start_new_kernel(
        kernel_name="python3",
        stderr=subprocess.DEVNULL,
        cwd=str(ROOT / "notebooks"),
        env=os.environ | fixed_environment(folder),
    )
    try:
        yield LiveKernel(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def code_cells(notebook: Path) -> list[str]:
    """The code of a notebook, cell by cell."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
