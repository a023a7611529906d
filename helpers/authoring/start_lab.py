"""Starting a lab: one decorated function and one sheet."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from helpers import labs as package
from helpers.content import course_root
from helpers.labs import LABS

from .template import as_yaml, check_name

SHEET = """\
id: {id}
{title}
task: >-
  Say in two sentences whose case this is (invented) and what to try.
fields:
- id: amount
  label: What can be moved
  kind: whole
  unit: days
  start: 10
  low: 0
  high: 30
prediction:
  ask: What happens if 20 days are taken instead of 10?
  options:
  - id: more
    text: It takes longer.
    feedback: >-
      Say what this choice overlooks, or why it is right.
  - id: less
    text: It takes no longer.
    feedback: >-
      Say it for this choice in other words.
  move: {{amount: 20}}
explain:
  ask: Why does the picture change as it does?
  answer: >-
    One or two sentences to hold an answer of one's own against.
picture:
  alt: Two bars show how it was, and how you set it.
  form: {{value_label: days, category_label: Choice, high: 36, ticks: [0, 10, 20, 30]}}
data: {{usual: 10}}
"""

FUNCTION = '''\
"""A lab: {id}."""

from __future__ import annotations

from helpers.charts.forms import bars

from .registry import Case, lab
from .result import LabResult
from .scales import frame


@lab("more", "less")
def {id}(case: Case, *, amount: int) -> LabResult:
    """Say in a sentence what the learner works out here."""
    usual = case["usual"]
    chart = bars(
        [("As it was", usual), ("As you set it", amount)],
        **frame(case, f"You set {{amount}} days; it was {{usual}}"),
    )
    found = (f"You set {{amount}} days, and it was {{usual}}.",)
    return LabResult(chart, found, "more" if amount > usual else "less")
'''


def start_lab(
    lab_id: str, title: str, root: Path | None = None, labs: Path | None = None
) -> list[Path]:
    """Write a lab's sheet and its function and return their files; nothing is written over.

    Raises
    ------
    ValueError
        When the id or the title is none, or something has the name already.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", lab_id) or keyword.iskeyword(lab_id):
        raise ValueError(f"{lab_id[:80]!r} is no lab's id; write words such as my_lab.")
    check_name(lab_id, title)
    paths = [
        (root or course_root()) / "labs" / f"{lab_id}.yaml",
        (labs or Path(package.__path__[0])) / f"{lab_id}.py",
    ]
    for path in paths:
        if path.exists() or lab_id in LABS:
            raise ValueError(f"{path.name} exists already; choose another id.")
    facts = {"id": lab_id, "title": as_yaml("title", title)}
    for path, form in zip(paths, (SHEET, FUNCTION), strict=True):
        path.write_text(form.format(**facts), encoding="utf-8", newline="\n")
    return paths
