"""What the project may not say: the source article's words, two letters, borrowed names of groups.

The file ``article_runs.txt`` holds a salt and a hash for each run of eight words of the source
article, and none of its text. To make it anew from the article: read it as UTF-8, normalise it as
`words_of` does (compatibility form NFKC, lower case, apostrophes dropped, every other sign that is
no letter and no digit taken as a space), take every eight words that follow each other, join them
with one space, put the salt before them, and write the first 16 hexadecimal digits of the SHA-256
sum, sorted, one a line. The salt is the line that begins with ``salt:``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from project_files import ROOT, name_of, text_files, texts_of

from helpers.authoring.check.names import MEASURED_BY, misnamed_groups, used_for_a_person
from helpers.authoring.check.policy import ABBREVIATION_LESSON
from helpers.charts import EXHIBITS, draw
from helpers.content import course_root

RUN = 8
RUNS_FILE = Path(__file__).parents[1] / "support" / "article_runs.txt"
FOLDER = course_root() / "figures"

# ---------------------------------------------------------------- the source article


def words_of(text: str) -> list[str]:
    """Lower-case words of letters and digits; an apostrophe does not part them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"[^\W_]+", re.sub("['\u2019\u2018\u02bc]", "", plain))


def hash_of(run: Iterable[str], salt: str) -> str:
    return hashlib.sha256((salt + " ".join(run)).encode()).hexdigest()[:16]


def hashes_of(text: str, salt: str) -> Iterator[tuple[str, str]]:
    """Each run of eight words of a text, hashed, with the run itself."""
    found = words_of(text)
    for start in range(len(found) - RUN + 1):
        run = found[start : start + RUN]
        yield hash_of(run, salt), " ".join(run)


def borrowed(texts: Iterable[str], known: frozenset[str], salt: str) -> list[str]:
    """The runs of some texts that are among the known ones."""
    return [run for text in texts for hashed, run in hashes_of(text, salt) if hashed in known]


def read_runs(path: Path) -> tuple[str, frozenset[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    salt = next(line[5:].strip() for line in lines if line.startswith("salt:"))
    return salt, frozenset(line for line in lines if re.fullmatch(r"[0-9a-f]{16}", line))


def test_no_run_of_eight_words_is_the_articles():
    salt, known = read_runs(RUNS_FILE)
    assert len(salt) >= 16 and len(known) > 1000
    found, seen = [], 0
    for path in text_files():
        texts = texts_of(path)
        seen += sum(len(text) for text in texts)
        found += [f"{name_of(path)}: {run}" for run in borrowed(texts, known, salt)]
    assert seen > 500_000, "too little was read"
    assert not found, "\n".join(["These words are the source article's; say it anew:", *found])


MADE_UP = """Kites & Boats: What\u2019s the Difference?

Kite makers look up at the sky, while boat builders look down at the sea. Don't mix the two!"""


@pytest.mark.parametrize(
    "planted",
    [
        "So it is: kite makers look up at the sky, while they can.",
        "MAKERS **look up** at\nthe *sky*, while boat builders rest.",
        "<p>down at the sea. Don&#x27;t mix the two</p>".replace("&#x27;", "\u2019"),
        "- text: boats: what's the difference? Kite makers look up",
    ],
)
def test_a_planted_run_is_caught(planted, tmp_path):
    salt = "a salt of its own"
    known = frozenset(hashed for hashed, _ in hashes_of(MADE_UP, salt))
    assert borrowed([planted], known, salt)
    assert not borrowed([planted], known, "another salt")
    file = tmp_path / "planted.md"
    file.write_text(planted, encoding="utf-8")
    assert borrowed(texts_of(file), known, salt)


def test_seven_words_are_free():
    known = frozenset(hashed for hashed, _ in hashes_of(MADE_UP, "salt"))
    assert not borrowed(["makers look up at the sky, while nobody looks"], known, "salt")


def test_runs_are_found_in_every_kind_of_file(tmp_path):
    known = frozenset(hashed for hashed, _ in hashes_of(MADE_UP, "salt"))
    run = "kite makers look up at the sky while"
    files = {
        "a.py": f'X = (\n    "{run[:20]}"\n    "{run[20:]}"\n)\nY = f"{{X}}{run}"\n',
        "a.yaml": f"text: >-\n  {run[:20]}\n  {run[20:]}\n".replace("loo\n  k", "look\n "),
        "a.ipynb": '{"cells": [{"source": [], "outputs": [{"data": {"text/html": '
        f'["<p>{run[:12]}<em>{run[12:]}</em></p>"]}}}}]}}]}}',
        "b.ipynb": f'{{"cells": [{{"source": ["{run[:11]}", "{run[11:]}"]}}]}}',
        "c.ipynb": '{"cells": [{"source": "", "outputs": [{"data": {"text/html": '
        f'"<img alt=\\"{run}\\" src=\\"data:image/png;base64,AAAA\\">"}}}}]}}]}}',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert borrowed(texts_of(tmp_path / name), known, "salt"), name


# ---------------------------------------------------------------- two letters


def test_the_two_letters_stand_for_nobody():
    found = []
    for path in text_files():
        name = name_of(path)
        if name.startswith("tests/") or ABBREVIATION_LESSON in name:
            continue
        texts = texts_of(path)[1:] if path.suffix == ".py" else texts_of(path)
        found += [f"{name}: {line}" for text in texts for line in used_for_a_person(text)]
    assert not found, "\n".join(["Spell out product manager or project manager:", *found])


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("The PM decides what to build.", True),
        ("Two PMs met at four.", True),
        ("Ask your P.M. for a date.", True),
        ("Both titles shorten to PM.", False),
        ("The letters PM tell you little.", False),
        ("Both titles shorten to PM, so ask a PM.", True),
        ("PMI, the PMP and a PMO are other things.", False),
        ("The train leaves at 4 pm.", False),
    ],
)
def test_two_letters_are_told_apart(text, caught):
    assert bool(used_for_a_person(text)) is caught


# ---------------------------------------------------------------- who was measured


def test_onet_and_bls_figures_name_the_measured_group():
    found = []
    for path in text_files():
        name = name_of(path)
        if name.startswith(("lessons_data/", "notebooks/", "README")):
            found += [f"{name}: {s}" for text in texts_of(path) for s in misnamed_groups(text)]
    assert not found, "\n".join(["Name the group that was measured:", *found])


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("O*NET marks selling at 4.27 for product managers.", True),
        ("BLS counts 1,046,300 project managers in 2024.", True),
        ("In O\\*NET, product managers lead by 1.22.", True),
        ("O*NET marks selling at 4.27 for marketing managers (11-2021).", False),
        ("BLS counts 1,046,300 project management specialists (13-1082).", False),
        ("O*NET gives IT project managers (15-1299.09) a 4.40.", False),
        ("O*NET has no product managers, in 29.3 or before.", True),
        ("O*NET (release 29.3) does not rate product managers.", False),
        ('A blog says "BLS: product managers earn 60% more".', False),
    ],
)
def test_groups_are_told_apart(text, caught):
    assert bool(misnamed_groups(text)) is caught


MEASURED = ("marketing managers", "it project managers", "project management specialists")


@pytest.mark.parametrize("exhibit_id", EXHIBITS)
def test_labels_of_onet_and_bls_charts_name_the_measured_group(exhibit_id):
    module = _module_of(exhibit_id)
    if module not in ("onet", "bls"):
        assert not _is_onet_or_bls(exhibit_id), "draw it in onet.py or bls.py"
        return
    twin, _, source = draw(exhibit_id).text.partition("\nSource: ")
    assert MEASURED_BY.search(source)
    assert any(group in twin.lower() for group in MEASURED)
    assert not re.search(r"\bproduct managers\b", twin, re.I)
    # "Construction project managers" is the name of a group of the British statistics
    assert not re.search(r"(?<!IT )(?<!Construction )\bproject managers\b", twin, re.I)


def _module_of(exhibit_id: str) -> str:
    return EXHIBITS[exhibit_id].__module__.rpartition(".")[2]


def _is_onet_or_bls(exhibit_id: str) -> bool:
    """Whether a module that is neither onet nor bls reads a table of either."""
    source = (ROOT / f"helpers/charts/exhibits/{_module_of(exhibit_id)}.py").read_text("utf-8")
    return bool(re.search(r"load_figure\(\s*[\"'](onet|bls)_", source))
