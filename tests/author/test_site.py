"""The static site: all can be read, each link leads somewhere, nothing comes from outside."""

from __future__ import annotations

import hashlib
import io
import json
import re
from base64 import b64decode
from html import escape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from project_files import ROOT

from helpers.authoring.commands import main
from helpers.authoring.lesson_html import PictureFiles, body_of, read_notebook
from helpers.authoring.site import build_site
from helpers.authoring.site.live import BuildError, as_json, drawing_packages, own_wheel
from helpers.authoring.site.words import IN_A_BROWSER, STARTING
from helpers.content import load_course, load_questions
from helpers.content.reading import read_yaml

COURSE = load_course()
LIMIT = 250_000  # bytes of a lesson with its pictures


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "out"
    with pytest.MonkeyPatch.context() as patch:  # the live part takes a minute, and has own tests
        patch.setattr("helpers.authoring.site.live.build_live", lambda *_: None)
        build_site(folder)
    return folder


@pytest.fixture(scope="module")
def pages(site) -> dict[str, BeautifulSoup]:
    return {
        path.name: BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in site.glob("*.html")
    }


def test_there_is_a_page_for_each_lesson_a_start_and_a_key(pages):
    lessons = {f"{entry.notebook}.html" for entry in COURSE.lessons}
    others = {"index.html", "final_check_key.html", "final_check_to_print.html"}
    assert set(pages) == lessons | others


def test_a_check_is_printed_without_its_key(site):
    page = (site / "final_check_to_print.html").read_text("utf-8")
    asked = load_questions(COURSE.final_test)
    assert page.count("\N{BALLOT BOX}") > 2 * len(asked)
    for question in asked:
        for option in getattr(question, "options", []):
            assert escape(option.feedback) not in page, question.id


def test_every_link_leads_to_a_page_and_a_place_that_are_there(pages):
    ids = {name: {tag["id"] for tag in page.find_all(id=True)} for name, page in pages.items()}
    seen = 0
    for name, page in pages.items():
        for tag in page.find_all("a"):
            target = tag["href"]
            if target.startswith(("https://", "http://", "live/")):
                continue
            file, _, place = target.partition("#")
            assert (file or name) in pages, f"{name}: {target}"
            assert not place or place in ids[file or name], f"{name}: {target}"
            seen += 1
    assert seen > 100


def test_nothing_is_loaded_from_outside_and_nothing_runs(site, pages):
    for name, page in pages.items():
        assert not page.find_all(["script", "iframe", "object", "form"]), name
        policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
        assert "default-src 'none'" in policy and "script" not in policy and "http" not in policy
        for tag in page.find_all(["img", "link"]):
            source = tag.get("src") or tag["href"]
            assert source.startswith("data:") or (site / source).is_file(), f"{name}: {source}"
        assert not re.findall(r"url\(|@import", page.find("style").text if page.style else "")
    assert not re.findall(r"url\(|@import|http", (site / "site.css").read_text())


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda entry: entry.id)
def test_a_lesson_is_read_whole_and_is_small(lesson, site, pages):
    page = pages[f"{lesson.notebook}.html"]
    text = " ".join(page.get_text(" ").split())
    for question in load_questions(lesson.id):
        words = re.sub(r"[^a-z]+", " ", question.stem.lower()).split()
        assert " ".join(words[:8]) in re.sub(r"[^a-z]+", " ", text.lower()), question.id
    checks = {tag["href"].partition("#")[2] for tag in page.select("p.go a")}
    notebook = read_notebook(ROOT / "notebooks" / f"{lesson.notebook}.ipynb")
    asked = sum("lesson.check(" in "".join(cell["source"]) for cell in notebook["cells"])
    assert len(checks) >= min(asked, 1) and all(checks), "each check says where to answer it"
    assert "run the notebook" not in text and "Press Start at the top" not in text
    pictures = {tag["src"] for tag in page.find_all("img") if tag["src"].startswith("pictures/")}
    size = (site / f"{lesson.notebook}.html").stat().st_size
    assert size + sum((site / name).stat().st_size for name in pictures) < LIMIT
    for tag in page.find_all("img"):
        assert tag.has_attr("alt")


def test_a_page_has_one_first_heading_and_ids_of_its_own(pages):
    for name, page in pages.items():
        assert len(page.find_all("h1")) == 1, name
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), name


def test_a_caption_is_first_or_last_in_its_figure(pages):
    """As HTML wants it; the rest was held against html-validate when the pages were made."""
    seen = 0
    for name, page in pages.items():
        for caption in page.find_all("figcaption"):
            children = caption.parent.find_all(recursive=False)
            assert caption in (children[0], children[-1]), name
            seen += 1
    assert seen > 40


def test_without_a_live_course_no_page_promises_one(tmp_path, capsys):
    assert main(["site", "--reading", "--to", str(tmp_path / "stick")]) == 0
    for path in (tmp_path / "stick").glob("*.html"):
        assert "Answer here" not in (text := path.read_text("utf-8")), path.name
        assert "live/" not in text
    assert "index.html" in capsys.readouterr().out
    assert main(["site", "--reading", "--to", str(tmp_path / "stick")]) == 1
    assert "not empty" in capsys.readouterr().out


def test_a_base_names_every_page_and_leads_a_stick_to_the_live_lessons(tmp_path, capsys):
    stick, base = tmp_path / "stick", "https://example.org/course"
    assert main(["site", "--reading", "--base", f"{base}/", "--to", str(stick)]) == 0
    addresses = set()
    for path in stick.glob("[0-9]*.html"):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        addresses.add(page.find("link", rel="canonical")["href"])
        assert all(one["href"].startswith(f"{base}/live/") for one in page.select("p.go a"))
    assert addresses == {f"{base}/{entry.notebook}.html" for entry in COURSE.lessons}
    listed = BeautifulSoup((stick / "sitemap.xml").read_text("utf-8"), "html.parser")
    assert addresses < {one.text for one in listed.find_all("loc")}
    assert main(["site", "--reading", "--base", "example", "--to", str(tmp_path / "b")]) == 1
    assert "no web address" in capsys.readouterr().out


def test_a_live_site_speaks_of_the_browser_and_every_phrase_to_change_is_there(site):
    told = (site / "00_start_here.html").read_text("utf-8")
    assert "in this browser only, on this device" in told and "on this computer" not in told
    notebooks = [(ROOT / "notebooks" / f"{one.notebook}.ipynb") for one in COURSE.lessons]
    texts = [cell["source"] for path in notebooks for cell in read_notebook(path)["cells"]]
    texts += [(ROOT / "lessons_data/questions/start_here.yaml").read_text("utf-8")]
    said = "\n".join("".join(text) for text in texts)
    for words in (*IN_A_BROWSER, *STARTING):
        assert words in said, f"{words!r} stands nowhere any more; correct site/words.py"


def test_code_and_prose_come_escaped(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["# <script>x</script> A & B"], "metadata": {}},
        {
            "cell_type": "code",
            "source": "a < b & c",
            "metadata": {"tags": ["show-code"]},
            "outputs": [],
        },
        {"cell_type": "code", "source": "hidden()", "metadata": {}, "outputs": []},
    ]
    body = body_of({"cells": cells}, PictureFiles()).html
    assert "<script" not in body and "A &amp; B" in body
    assert "a &lt; b &amp; c" in body and "hidden()" not in body


def test_a_fold_in_prose_stays_a_fold():
    fold = "<details><summary>More</summary>\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n</details>"
    body = body_of(
        {"cells": [{"cell_type": "markdown", "source": f"# T\n\n{fold}", "metadata": {}}]},
        PictureFiles(),
    ).html
    page = BeautifulSoup(body, "html.parser")
    assert page.select_one("details > summary").text == "More"
    assert page.select_one("details table td").text == "1" and not page.select("p > details")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": []}', json.dumps({"cells": [{}]})])
def test_a_damaged_notebook_is_named(text, tmp_path):
    path = tmp_path / "04_lesson.ipynb"
    path.write_text(text)
    with pytest.raises(ValueError, match="04_lesson.ipynb is not a notebook"):
        read_notebook(path)


def test_what_goes_to_the_browser_as_json_is_read_as_the_same(tmp_path):
    """A day stays a day, and a text that looks like one stays a text."""
    written = tmp_path / "one.yaml"
    written.write_text("day: 2026-01-05\nquoted: '2026-01-05'\nlist: [1, two, yes]\n")
    there = read_yaml(written, "one.yaml")
    sent = tmp_path / "sent.yaml"
    sent.write_text(as_json(there))
    assert read_yaml(sent, "sent.yaml") == there
    assert {type(there["day"]).__name__, type(there["quoted"]).__name__} == {"date", "str"}


def test_a_picture_of_few_colours_looks_the_same():
    """No colour moves by more than an eye sees beside the old one; the edges of letters may."""
    from PIL import Image, ImageChops

    held = PictureFiles()
    notebook = read_notebook(ROOT / "notebooks/02_what_is_a_product_manager.ipynb")
    html = body_of(notebook, held).html
    pngs = re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", json.dumps(notebook))
    assert "pictures/" in html and held.files
    for data in pngs:
        png = b64decode(data)
        name = f"{hashlib.sha256(png).hexdigest()[:16]}.webp"
        if name not in held.files:
            continue
        with Image.open(io.BytesIO(png)) as old, Image.open(io.BytesIO(held.files[name])) as new:
            off = ImageChops.difference(old.convert("RGB"), new.convert("RGB"))
        counts = off.convert("L").histogram()
        assert sum(counts[24:]) < 0.004 * sum(counts), name


def test_what_is_in_a_wheel_decides_its_name(tmp_path):
    """Otherwise a browser's cache would give an old one for a new one, and its hash would fail."""
    one, other, again = (
        own_wheel(tmp_path, "product-or-project", "2.0.0", {"helpers/a.py": data}).name
        for data in (b"a = 1", b"a = 2", b"a = 1")
    )
    assert one == again != other
    assert re.fullmatch(r"product_or_project-2\.0\.0-0[0-9a-f]{10}-py3-none-any\.whl", one)


def test_a_folder_with_the_drawing_library_is_held_against_the_lock(tmp_path):
    files = {"matplotlib": b"drawing", "numpy": b"numbers", "unused": b"x"}
    needs = {"matplotlib": ["numpy"]}
    lock = {
        "packages": {
            name: {
                "file_name": f"{name}.whl",
                "sha256": hashlib.sha256(data).hexdigest(),
                "depends": needs.get(name, []),
            }
            for name, data in files.items()
        }
    }
    for name in ("matplotlib", "numpy"):
        (tmp_path / f"{name}.whl").write_bytes(files[name])
    assert set(drawing_packages(lock, str(tmp_path))) == {"matplotlib", "numpy"}
    assert drawing_packages(lock, "none") == {}
    (tmp_path / "numpy.whl").write_bytes(b"something else")
    with pytest.raises(BuildError, match=r"numpy\.whl is missing or not the file of Pyodide"):
        drawing_packages(lock, str(tmp_path))
