"""The committed form of a notebook: executed, readable without a kernel, free of widget state."""

from __future__ import annotations

import re
from typing import Any

VIEW = "application/vnd.jupyter.widget-view+json"
IMAGE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]+")


def drop_views(notebook: dict[str, Any]) -> int:
    """Take widget views and widget state out of a notebook, in place; return how many views.

    An output that would be left without any other form keeps its view.
    """
    dropped = 0
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if VIEW in data and len(data) > 1:
                del data[VIEW]
                output.get("metadata", {}).pop(VIEW, None)
                dropped += 1
    notebook.get("metadata", {}).pop("widgets", None)
    return dropped


def keep_images(new: dict[str, Any], old: dict[str, Any]) -> None:
    """Put back the old bytes of a picture whose words did not change, in place.

    Pictures differ in bytes from machine to machine; without this every
    refresh would rewrite them all.
    """
    before = {cell.get("id"): cell for cell in old.get("cells", [])}
    for cell in new.get("cells", []):
        earlier = before.get(cell.get("id"), {}).get("outputs", [])
        for output, previous in zip(cell.get("outputs", []), earlier, strict=False):
            html = _joined(output.get("data", {}).get("text/html"))
            was = _joined(previous.get("data", {}).get("text/html"))
            if html and was and html != was and IMAGE.sub("", html) == IMAGE.sub("", was):
                output["data"]["text/html"] = previous["data"]["text/html"]


def problems(notebook: dict[str, Any], name: str) -> list[str]:
    """Return one sentence for each way in which a notebook is not in the committed form."""
    found: list[str] = []
    mend = "run 'python -m helpers.authoring refresh'"
    if "widgets" in notebook.get("metadata", {}):
        found.append(f"{name}: it carries widget state; {mend}.")
    seen: set[str] = set()
    idle: list[int] = []
    for number, cell in enumerate(notebook.get("cells", []), 1):
        place = f"{name}: cell {number}"
        if not cell.get("id") or cell["id"] in seen:
            found.append(f"{place}: its id is missing or used twice; give it one of its own.")
        seen.add(cell.get("id", ""))
        if cell.get("cell_type") != "code":
            continue
        source = _joined(cell.get("source"))
        if re.search(r"NBVAL_(IGNORE|SKIP|RAISES)", source) or "raises-exception" in str(
            cell.get("metadata", {})
        ):
            found.append(f"{place}: it tells nbval to look away; take the mark out.")
        if {"nbval-skip", "nbval-ignore-output"} & set(cell.get("metadata", {}).get("tags", [])):
            found.append(f"{place}: a tag tells nbval to look away; take it out.")
        if cell.get("execution_count") is None:
            idle.append(number)
        for output in cell.get("outputs", []):
            if VIEW in output.get("data", {}):
                found.append(f"{place}: it carries a widget view; {mend}.")
            if output.get("output_type") == "error":
                found.append(
                    f"{place}: it ends in {output.get('ename', 'an error')}; mend the cell."
                )
            if output.get("output_type") == "stream" and output.get("name") == "stderr":
                found.append(f"{place}: it printed a warning to stderr; mend the cause.")
    if idle:
        cells = ", ".join(map(str, idle))
        found.append(f"{name}: cells not executed, so nothing to compare: {cells}; {mend}.")
    return found


def _joined(source: Any) -> str:
    return "".join(source) if isinstance(source, list) else source or ""
