"""Links for a class: every part of them is quoted, and what is no address is said."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from helpers.classroom.hub.__main__ import main
from helpers.classroom.hub.links import binder_link, hub_link
from helpers.content import load_course

HERE, SOURCE = "https://hub.school.example", "https://github.com/school/product-or-project"


@pytest.mark.parametrize("lesson", [load_course().lessons[4].id, ""])
def test_a_hub_link_opens_the_lesson_in_the_copy(lesson):
    place = urlsplit(hub_link(HERE + "/", SOURCE + ".git", "2026 autumn", lesson))
    asked = {name: values[0] for name, values in parse_qs(place.query).items()}
    notebook = load_course().entry(lesson or load_course().lessons[0].id).notebook
    assert place.path == "/hub/user-redirect/git-pull"
    assert asked == {
        "repo": SOURCE + ".git",
        "branch": "2026 autumn",
        "urlpath": f"lab/tree/product-or-project/notebooks/{notebook}.ipynb",
    }


def test_a_binder_link_opens_the_lesson():
    link = binder_link(SOURCE, "a/b", load_course().lessons[1].id)
    place = urlsplit(link)
    assert place.path == "/v2/gh/school/product-or-project/a%2Fb"
    opened = unquote(place.query.removeprefix("urlpath="))
    assert opened == f"/lab/tree/notebooks/{load_course().lessons[1].notebook}.ipynb"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: hub_link("hub.school.example", SOURCE), "no address of a Hub"),
        (lambda: hub_link(HERE, "javascript:alert(1)"), "no address of a repository"),
        (lambda: hub_link(HERE, SOURCE, lesson="nothing"), "nothing"),
        (lambda: binder_link("https://gitlab.com/a/b"), "no repository on GitHub"),
        (lambda: binder_link("https://github.com/a"), "no repository on GitHub"),
    ],
)
def test_what_is_no_address_is_said(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


def test_the_command_prints_them(capsys):
    assert main(["link", SOURCE, "--hub", HERE]) == 0
    said = capsys.readouterr().out
    assert hub_link(HERE, SOURCE) in said and binder_link(SOURCE) in said
    assert main(["link", "nowhere"]) == 1
    assert "no address of a repository" in capsys.readouterr().err
