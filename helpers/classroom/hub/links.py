"""Addresses to give to a class: into its own Hub, or into Binder, which needs none."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from helpers.content import load_course

BINDER = "https://mybinder.org"


def _page(lesson: str) -> str:
    pages = {entry.id: entry.notebook for entry in load_course().lessons}
    if lesson and lesson not in pages:
        raise ValueError(f"There is no lesson {lesson!r}; correct its id.")
    return f"notebooks/{pages[lesson] if lesson else next(iter(pages.values()))}.ipynb"


def _site(address: str, what: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(f"{address!r} is no address of {what}; give one such as https://....")
    return address.rstrip("/")


def hub_link(hub: str, repository: str, branch: str = "main", lesson: str = "") -> str:
    """An address that copies the course into a learner's home at a Hub and opens a lesson.

    The Hub's servers need ``nbgitpuller``. A copy that is there is brought up to date, and what
    the learner changed stays: see nbgitpuller's documentation on merging.

    Parameters
    ----------
    hub, repository : str
        Addresses of the Hub and of the course's git repository.
    branch : str
        Which branch to copy.
    lesson : str
        A lesson's id; the first one if left out.

    Raises
    ------
    ValueError
        When one of the addresses is none, or there is no such lesson.
    """
    home, source = _site(hub, "a Hub"), _site(repository, "a repository")
    folder = source.rsplit("/", 1)[1].removesuffix(".git")
    opened = f"lab/tree/{folder}/{_page(lesson)}"
    pull = {"repo": source, "branch": branch, "urlpath": opened}
    return f"{home}/hub/user-redirect/git-pull?{urlencode(pull)}"


def binder_link(repository: str, branch: str = "main", lesson: str = "") -> str:
    """An address that opens a lesson at mybinder.org, for a repository on GitHub.

    Parameters and errors are those of :func:`hub_link`. Binder keeps nothing: answers are gone
    when its page is closed, unless they were exported.
    """
    source = _site(repository, "a repository").removesuffix(".git")
    parts = urlsplit(source)
    if parts.netloc != "github.com" or parts.path.count("/") != 2:
        raise ValueError(
            f"{repository!r} is no repository on GitHub; give https://github.com/OWNER/NAME."
        )
    opened = quote(f"/lab/tree/{_page(lesson)}", safe="")
    return f"{BINDER}/v2/gh{parts.path}/{quote(branch, safe='')}?urlpath={opened}"
