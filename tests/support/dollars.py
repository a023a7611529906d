"""Run every notebook with two prices in every text of the course, and say what becomes a formula.

A page typesets what stands between two dollar signs: in the labels of stock controls wherever it
finds them, in HTML where no class forbids it. It prints a line for each text that is not safe.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from widget_traffic import watched

PRICES = "$5 or $7"
FORMULA = re.compile(r"\$[^$]+\$|\\\(|\\\[")
SAFE = re.compile(r'<(div|figure|section|p) class="[^"]*\bmathjax_ignore\b[^"]*">')


def priced(value: Any) -> Any:
    """Data with two prices at the end of every text of several words."""
    if isinstance(value, dict):
        return {name: priced(one) for name, one in value.items()}
    if isinstance(value, list):
        return [priced(one) for one in value]
    return f"{value} {PRICES}" if isinstance(value, str) and " " in value else value


def unsafe(state: dict[str, Any]) -> list[str]:
    """The texts of a widget's state that a page would typeset."""
    if state.get("_view_name") == "ButtonView":  # its words are never typeset
        return []
    label, value = state.get("description"), state.get("value")
    found = [label] if isinstance(label, str) and FORMULA.search(label) else []
    if isinstance(value, str) and "<" in value and FORMULA.search(value) and not SAFE.match(value):
        found.append(value)
    if state.get("_view_name") in ("LabelView", "HTMLMathView"):
        found.append(f"{state['_view_name']} typesets all that it shows")
    return found


def show(shown: Any) -> None:
    """Show what a cell gave, and leaf through it, if it is a quiz."""
    if hasattr(shown, "_repr_mimebundle_"):
        shown._repr_mimebundle_()
    for page in range(1, len(getattr(shown, "questions", ())) + 1):
        shown.go(page)


def main(notebooks: list[str]) -> None:
    from helpers.content import strict_yaml

    plain = strict_yaml.built
    strict_yaml.built = lambda text: priced(plain(text))
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    for name in notebooks:
        with watched() as traffic:
            for cell in json.loads(Path(name).read_text("utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    done = shell.run_cell("".join(cell["source"]))
                    if not done.success:
                        print("FAILED", name, repr(done.error_in_exec))
                    show(done.result)
        seen = 0
        for _, sent, _ in traffic.messages:
            state = json.loads(sent).get("state") or {}
            seen += "5 or" in sent
            for found in unsafe(state):
                print("UNSAFE", Path(name).stem, state.get("_view_name"), found[:150])
        print("PRICED" if seen else "FAILED no price was shown:", Path(name).stem)


if __name__ == "__main__":
    main(sys.argv[1:])
