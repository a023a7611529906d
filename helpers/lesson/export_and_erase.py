"""The learner's answers in the learner's hands: take them along, bring them in, end them."""

from __future__ import annotations

import os
from base64 import b64encode
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from helpers.content.model import Course
from helpers.document import Card, Element, count, link, note, para, sorry, strong
from helpers.record import (
    BadExport,
    NotKept,
    Record,
    browser,
    forget,
    now,
    read_answers,
    to_csv,
    to_json,
    to_xapi,
)
from helpers.record.csv_export import ENCODING
from helpers.record.erase import belongings
from helpers.record.files import whole_file
from helpers.record.json_export import SLASHES, spoilt
from helpers.record.names import in_a_file_name
from helpers.record.profile_files import DEFAULT
from helpers.sharing import forget_shared

if TYPE_CHECKING:
    from .download import Download, TakeIn

KINDS = {
    "json": "On another computer, lesson.import_record() reads it",
    "csv": "A spreadsheet opens it, but the course does not read it back. If all stands in one "
    "column, import the file with the comma as separator",
    "xapi": "It holds xAPI statements for a Learning Record Store",
}


def export(
    record: Record, course: Course, kind: str, path: str | os.PathLike | None, name: str
) -> Card | Download:
    """Write the answers to a new file and say where it is; in a browser, hand the file out."""
    if not isinstance(kind, str) or kind not in KINDS:
        return sorry(f"There is no kind of export {kind!r}; choose json, csv or xapi.")
    if isinstance(path, str) and spoilt(path):
        return sorry(f"{path!r} is the name of no file; {SLASHES}.")
    if not isinstance(name, str):
        return sorry(f"The name {name!r} is no text; put it in quotes.")
    try:
        attempts = record.facts()
        if kind == "json":
            text = to_json(attempts, name or record.name)
        elif kind == "csv":
            text = to_csv(attempts)
        else:
            from .interactions import describer

            text = to_xapi(attempts, record.seed, describer(course), name)
        place, given = _place(path, kind, name or _own_name(record))
        if path is None and browser.in_a_browser():
            from .download import Download

            held = f"{_answers(len(attempts), 'is')} in it. {KINDS[kind]}."
            return Download(place.name, _encoded(text, kind), para(held))
        file = write_whole(text, place, not given, kind)
    except NotKept as error:
        return sorry(str(error))
    except FileExistsError as error:
        return sorry(f"{error.filename} is there already; give another name, or delete it first.")
    except (OSError, ValueError, TypeError, RuntimeError) as error:  # the last from expanduser
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        return sorry(f"No file could be written ({reason}); give another place for it.")
    return Card(
        f"{_answers(len(attempts), 'is')} in the file {shown(file)}.",
        f"{KINDS[kind]}. The export itself sends nothing anywhere.",
        None if name or record.name != DEFAULT or kind != "json" else _NAMELESS,
    )


def import_record(record: Record, path: str | os.PathLike | None) -> Card | TakeIn:
    """Bring in the answers of an export, or of a record's own file, each once."""
    if path is None and browser.in_a_browser():
        from .download import TakeIn

        return TakeIn(partial(_import_upload, record))
    if path is None:
        return sorry('Name the file of an export: lesson.import_record("file.json").')
    return _brought_in(record, path)


def _import_upload(record: Record, name: str, data: bytes) -> Card:
    """Bring in a file that a page has handed over."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / Path(name).name
        file.write_bytes(data)
        return _brought_in(record, file)


def copy_of_what_goes(record: Record) -> Element | None:
    """A link that saves the answers, where a page in a browser cannot keep them."""
    if not browser.in_a_browser() or record.keeps or record.path is None:
        return None
    attempts = record.attempts()
    place, _ = _place(None, "json", _own_name(record))
    link_to = save_link(place.name, to_json(attempts, record.name).encode(), "Save a copy")
    why = " of your answers: this page cannot keep them. lesson.import_record() takes it in again."
    return para(strong(link_to), why)


def _brought_in(record: Record, path: str | os.PathLike) -> Card:
    try:
        attempts, odd = read_answers(path)
        merged = record.merge(attempts)
    except (BadExport, NotKept) as error:
        return sorry(str(error))
    known = f" {_answers(merged.known, 'was')} here already." if merged.known else ""
    sentences = [f"{_answers(merged.new, 'was')} brought in.{known}"]
    if merged.differing:
        asked = sorted({attempt.question for attempt in merged.differing})
        many = ", ".join(asked[:3]) + (", ..." if len(asked) > 3 else "")
        sentences.append(
            f"{count(len(merged.differing), 'answer')} differed from what is kept here under the "
            f"same number, and the one here stays (questions: {many})."
        )
    if odd:
        sentences.append(
            f"{count(odd, 'answer')} in the file could not be read and had to be left out."
        )
    if merged.new:
        sentences.append("Run the notebook again to see what changed.")
    return Card(*sentences)


def start_over(record: Record) -> Card:
    """Begin an empty record; the old file stays beside it under a dated name."""
    try:
        aside = record.start_over()
        if aside is None:
            return Card("There is no answer yet, so nothing had to be set aside.")
        answers = len(read_answers(aside)[0])
    except (BadExport, NotKept) as error:
        return sorry(str(error))
    return Card(
        f"{_answers(answers, 'is')} set aside in {aside.name}, and you begin with none.",
        f"To take them back, run lesson.import_record({aside.as_posix()!r}).",
        "Delete this cell now, then run the notebook again.",
    )


def forget_me(record: Record, confirm: str) -> Card:
    """Delete every file of the record, if ``confirm`` is its name."""
    if record.path is None:
        return Card("You are a guest: nothing of yours is kept, so nothing has to be deleted.")
    name = record.name
    if confirm != name:
        try:
            files = ", ".join(file.name for file in belongings(record.path)) or "no file so far"
        except NotKept as error:
            return sorry(str(error))
        which = "" if browser.in_a_browser() else f": {files}"
        return Card(
            "First close the other notebooks of this course, or they begin a new record.",
            f"This would delete all answers of {name} {browser.here()} for good{which}.",
            f"If that is what you want, run lesson.forget_me(confirm={name!r}).",
            "To keep a copy, run lesson.export() before.",
        )
    try:
        done = forget(record)
    except NotKept as error:
        return sorry(str(error))
    gone = ", ".join(file.name for file in done.deleted) or "no file"
    sentences = [f"Deleted for good: {'all answers' if browser.in_a_browser() else gone}."]
    sentences += filter(None, [forget_shared()])
    if done.left:
        left = ", ".join(str(file) for file in done.left)
        sentences.append(f"Not deleted, so please look at it yourself: {left}.")
    sentences.append(
        "Your exports and the results in notebooks that you saved are where you put them: "
        "delete those files, or clear the notebooks' outputs."
    )
    return Card(*sentences, "Run the notebook again if you want to begin a new record.")


# ---------------------------------------------------------------- files and words


_NAMELESS = (
    "No name is in it. If your teacher should know whose it is, run "
    'lesson.export(name="your name, or the code you were given").'
)


def _own_name(record: Record) -> str:
    """The record's name for a file; nobody's gets a code, so that files of a class all differ."""
    if record.name != DEFAULT:
        return record.name
    return f"{DEFAULT}-{sha256(str(record.seed).encode()).hexdigest()[:6]}"


def _place(path: str | os.PathLike | None, kind: str, name: str) -> tuple[Path, bool]:
    """Where a file is to be, and whether its name was given, or only a folder or nothing."""
    ending = {"csv": "csv"}.get(kind, "json")
    label = "xapi" if kind == "xapi" else "record"
    who = in_a_file_name(name) or "learner"
    standard = f"product-or-project-{label}-{who}-{now():%Y%m%d}.{ending}"
    place = Path() if path is None else Path(path).expanduser()
    return (place / standard, False) if place.is_dir() else (place, True)


def _encoded(text: str, kind: str) -> bytes:
    return text.encode(ENCODING if kind == "csv" else "utf-8")


def write_whole(text: str, path: Path, renumber: bool, kind: str) -> Path:
    """Write a new file, whole or not at all; the next free number is added if ``renumber``."""
    content = _encoded(text, kind)
    number, target = 1, path
    while renumber and os.path.lexists(target):
        number += 1
        target = path.with_stem(f"{path.stem}-{number}")
    with whole_file(target, new=True) as draft:
        draft.write_bytes(content)
    return target


def save_link(name: str, data: bytes, words: str) -> Element:
    """A link that saves a file of this name, for a page in a browser."""
    address = f"data:application/octet-stream;base64,{b64encode(data).decode('ascii')}"
    return Element("a", (words,), (("download", name), ("href", address)))


def write_page(name: str, html: str) -> Element:
    """Write a page to print beside the notebook; say where it is, or why there is none."""
    if browser.in_a_browser():
        save = save_link(name, html.encode(), f"Save your page, {name}")
        return para(save, ", then open it and print it, or save it as a PDF.")
    try:
        file = write_whole(html, Path(name), True, "html")
    except OSError as error:
        why = error.strerror or str(error)
        return note(f"The page could not be written ({why}); make its folder writable.")
    said = f"Your page is in the file {shown(file)}, beside this notebook."
    return para(link(file.name, said), " Open it and print it, or save it as a PDF.")


def shown(path: Path) -> str:
    """A file as its learner would name it."""
    return path.name if path.parent == Path() else str(path)


def _answers(number: int, verb: str) -> str:
    """So many answers, with the form of ``is`` or ``was`` that goes with them."""
    many = {"is": "are", "was": "were"}
    return f"{count(number, 'answer')} {verb if number == 1 else many[verb]}"
