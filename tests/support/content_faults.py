"""Broken variants of the sample course, one a line: what is done, and what must be said of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from content_samples import LESSON, LESSON_FILE, QUESTION_FILE, as_yaml

Files = dict[str, Any]
INFO, TABLE = "figures/wind.yaml", "figures/wind.csv"


def put(path: str, *steps: Any, **values: Any) -> Callable[[Files], Any]:
    """Set keys of the mapping at ``steps`` of a file."""
    return lambda files: at(files[path], *steps).update(values)


def drop(path: str, *steps: Any) -> Callable[[Files], Any]:
    """Take the key or entry at ``steps`` out."""
    return lambda files: at(files[path], *steps[:-1]).pop(steps[-1])


def again(path: str, *steps: Any) -> Callable[[Files], Any]:
    """Repeat the first entry of the list at ``steps``."""
    return lambda files: at(files[path], *steps).append(dict(at(files[path], *steps)[0]))


def text(path: str, old: str, new: str) -> Callable[[Files], Any]:
    """Change the first such words of the file as it is written."""

    def change(files):
        whole = files[path] if isinstance(files[path], str) else as_yaml(files[path])
        assert old in whole
        files[path] = whole.replace(old, new, 1)

    return change


def whole(path: str, content: Any) -> Callable[[Files], Any]:
    """Write the whole file anew."""
    return lambda files: files.update({path: content})


def at(data: Any, *steps: Any) -> Any:
    for step in steps:
        data = data[step]
    return data


def q(number: int, *steps: Any, **values: Any) -> Callable[[Files], Any]:
    """Set keys of a question, or of an entry in it."""
    return put(QUESTION_FILE, "questions", number, *steps, **values)


def no_q(number: int, *steps: Any) -> Callable[[Files], Any]:
    return drop(QUESTION_FILE, "questions", number, *steps)


def second_lesson(files: Files) -> None:
    """A lesson that repeats the first one's questions under the same ids."""
    entry = {"id": "more", "notebook": "02_more", "title": "Kites", "minutes": 20}
    files["course.yaml"]["lessons"].append(entry)
    files["lessons/more.yaml"] = files[LESSON_FILE] | {"id": "more"}
    files["questions/more.yaml"] = files[QUESTION_FILE] | {"lesson": "more"}


def number_twice(files: Files) -> None:
    """A second lesson whose notebook has the number of the first."""
    second_lesson(files)
    files["course.yaml"]["lessons"][1]["notebook"] = "01_more"


def laughs(files: Files) -> None:
    """A billion laughs: a few lines that unfold to more than any memory."""
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    files[QUESTION_FILE] = "\n".join([*lines, as_yaml(files[QUESTION_FILE])])


class Case(NamedTuple):
    """What is done to the valid course, and what one of its sentences must then hold."""

    name: str
    change: Callable[[Files], Any]
    file: str
    place: str
    mend: str


SINGLE, MULTIPLE, VERDICT, SORT, MATCH, ORDER, NUMBER, CALL = range(8)
QF, LF = QUESTION_FILE, LESSON_FILE

CASES = [
    # shape
    Case(
        "missing key", no_q(SINGLE, "stem"), QF, "question kite-single", "'stem' is missing; add it"
    ),
    Case("missing id", no_q(SINGLE, "id"), QF, "question 1", "'id' is missing; add it"),
    Case("unknown key", q(SINGLE, stemm="x"), QF, "question kite-single", "did you mean 'stem'?"),
    Case("strange key", q(SINGLE, zzz="x"), QF, "unknown key 'zzz'", "known keys: area, "),
    Case(
        "key in option",
        q(SINGLE, "options", 2, feedbak="x"),
        QF,
        "kite-single: option 3",
        "did you mean 'feedback'?",
    ),
    Case(
        "no feedback", no_q(SINGLE, "options", 2, "feedback"), QF, "kite-single: option 3", "add it"
    ),
    Case(
        "empty feedback",
        q(SINGLE, "options", 2, feedback=" "),
        QF,
        "kite-single: option 3: feedback",
        "fill it",
    ),
    Case("empty stem", q(SINGLE, stem=""), QF, "kite-single: stem", "it is empty; fill it"),
    Case("empty list", q(SINGLE, options=[]), QF, "kite-single: options", "it is empty; fill it"),
    Case(
        "empty hint",
        q(SINGLE, hints=["", "Look."]),
        QF,
        "kite-single: hint 1",
        "it is empty; fill it",
    ),
    Case(
        "text for list",
        q(SINGLE, options="Run"),
        QF,
        "kite-single: options",
        "start lines with '- '",
    ),
    Case(
        "list for text", q(SINGLE, stem=["a"]), QF, "kite-single: stem", "text belongs (quote it)"
    ),
    Case(
        "text for option",
        lambda f: f[QF]["questions"][0]["options"].append("Run"),
        QF,
        "kite-single: option 5",
        "write keys",
    ),
    Case("number for text", q(SINGLE, stem=5), QF, "kite-single: stem: a whole number", "quote it"),
    Case(
        "yes for text",
        q(SINGLE, "options", 0, text=True),
        QF,
        "option 1: text: true/false",
        "quote it",
    ),
    Case(
        "bool as number",
        q(NUMBER, answer=True),
        QF,
        "kite-number: answer: true/false",
        "a number belongs",
    ),
    Case(
        "bool as whole number",
        put(LF, minutes=True),
        LF,
        "minutes: true/false",
        "a whole number belongs",
    ),
    Case(
        "number as bool",
        q(SINGLE, "options", 1, correct=1),
        QF,
        "option 2: correct",
        "true or false belongs",
    ),
    Case(
        "text as bool",
        q(SINGLE, "options", 1, correct="yes"),
        QF,
        "option 2: correct",
        "true or false belongs",
    ),
    Case("fraction of a minute", put(LF, minutes=20.5), LF, "minutes", "a whole number belongs"),
    Case("nothing", q(SINGLE, stem=None), QF, "kite-single: stem: nothing", "text belongs"),
    Case(
        "date for text",
        text(QF, "A stem about single?", "2024-01-05"),
        QF,
        "kite-single: stem: a date",
        "quote it",
    ),
    Case(
        "no such date",
        text(QF, "A stem about single?", "2024-13-45"),
        QF,
        "month must be in 1..12",
        "quote it",
    ),
    Case(
        "unknown type",
        q(SINGLE, type="singel_choice"),
        QF,
        "kite-single: unknown type",
        "did you mean 'single_choice'?",
    ),
    Case(
        "no type",
        no_q(SINGLE, "type"),
        QF,
        "kite-single: the key 'type' is missing",
        "use one of mark_up",
    ),
    Case(
        "type is a list",
        q(SINGLE, type=["single_choice"]),
        QF,
        "kite-single: unknown type a list",
        "use one of mark_up",
    ),
    Case(
        "bad Bloom level", q(SINGLE, level="know"), QF, "kite-single: level: 'know'", "choose one"
    ),
    Case(
        "level of another kind",
        q(SINGLE, level=["apply"]),
        QF,
        "kite-single: level: a list",
        "choose one",
    ),
    Case(
        "bad certainty",
        q(CALL, certainty="vague"),
        QF,
        "kite-call: certainty",
        "clear, ambiguous; choose one",
    ),
    Case("not a number", q(NUMBER, answer=math.nan), QF, "kite-number: answer: nan", "write one"),
    Case("infinite", q(NUMBER, tolerance=math.inf), QF, "kite-number: tolerance: inf", "write one"),
    Case(
        "endless number",
        q(NUMBER, answer=10**400),
        QF,
        "kite-number: answer",
        "write a smaller one",
    ),
    Case(
        "endless hex",
        text(QF, "level: apply", "level: 0x" + "f" * 6000),
        QF,
        "level: a whole number",
        "choose one",
    ),
    # single characters, encodings, YAML
    Case(
        "direction override",
        text(TABLE, "light", "li\u202eght"),
        TABLE,
        "line 2",
        "delete that character",
    ),
    Case(
        "override by escape",
        text(QF, "A stem about single?", '"a\\u202eb"'),
        QF,
        "kite-single: stem: it holds U+202E",
        "delete that",
    ),
    Case(
        "control character",
        text(QF, "single?", "sin\x07gle?"),
        QF,
        "line 9: it holds U+0007",
        "delete that character",
    ),
    Case(
        "NUL",
        whole("glossary.yaml", b"terms:\n- te\0rm: x\n"),
        "glossary.yaml",
        "line 2: it holds U+0000",
        "delete that",
    ),
    Case(
        "NUL by escape",
        text(QF, "A stem about single?", '"a\\0b"'),
        QF,
        "kite-single: stem: it holds U+0000",
        "delete that",
    ),
    Case(
        "half a character",
        text(QF, "A stem about single?", '"\\ud800"'),
        QF,
        "line 9: not valid YAML",
        "mend the",
    ),
    Case(
        "not UTF-8",
        whole(QF, "lesson: caf\u00e9".encode("latin-1")),
        QF,
        "line 1: the text is not UTF-8",
        "save the file as UTF-8",
    ),
    Case(
        "UTF-16",
        whole("claims.yaml", "claims: []".encode("utf-16")),
        "claims.yaml",
        "not UTF-8",
        "save the file as UTF-8",
    ),
    Case(
        "tabs", text(QF, "\n  type", "\n\ttype"), QF, "line 4: not valid YAML", "indent with spaces"
    ),
    Case(
        "open quote",
        text(QF, "A stem about single?", '"A stem'),
        QF,
        "not valid YAML",
        "quotes there",
    ),
    Case(
        "colon in text",
        text(QF, "A stem about single?", "So: what: now"),
        QF,
        "line 9: not valid YAML",
        "colons or quotes",
    ),
    Case(
        "two documents",
        whole("course.yaml", "a: 1\n---\nb: 2\n"),
        "course.yaml",
        "line 2: not valid YAML",
        "mend the",
    ),
    Case(
        "key twice",
        text(QF, "  level: apply", "  level: apply\n  level: apply"),
        QF,
        "line 9: the key 'level' is written twice",
        "delete one",
    ),
    Case(
        "key is no text",
        whole(QF, "1: one\n"),
        QF,
        "line 1: the key '1' is not text",
        "put it in quotes",
    ),
    Case(
        "key is a list", whole(QF, "? [a, b]\n: one\n"), QF, "line 1: the key", "put it in quotes"
    ),
    Case(
        "anchor",
        text(QF, "level: apply", "level: &a apply"),
        QF,
        "line 8: 'a' is an anchor",
        "write the text out",
    ),
    Case("billion laughs", laughs, QF, "line 1: 'a0' is an anchor", "write the text out"),
    Case("merge key", text(QF, "level: apply", "<<: {level: apply}"), QF, "line 8", "quotes there"),
    Case(
        "local tag",
        text(QF, "level: apply", "level: !loud apply"),
        QF,
        "line 8: '!loud' is a tag",
        "delete it",
    ),
    Case(
        "Python object",
        text(QF, "level: apply", "level: !!python/object/apply:os.getcwd []"),
        QF,
        "line 8",
        "delete it",
    ),
    Case("binary", text(QF, "level: apply", "level: !!binary aGk="), QF, "line 8", "delete it"),
    Case(
        "nested without end",
        whole(QF, "[" * 100_000),
        QF,
        "line 1: it nests deeper",
        "close some brackets",
    ),
    Case(
        "list at the top",
        whole(QF, "- lesson: x\n"),
        QF,
        "the file is a list",
        "should be keys with values",
    ),
    Case(
        "one word",
        whole("course.yaml", "kites"),
        "course.yaml",
        "the file is one value",
        "should be keys with values",
    ),
    Case(
        "empty file",
        whole("glossary.yaml", ""),
        "glossary.yaml",
        "the file is empty",
        "should be keys with values",
    ),
    # files
    Case(
        "missing course",
        lambda f: f.pop("course.yaml"),
        "course.yaml",
        "the file is missing",
        "restore it",
    ),
    Case("missing lesson", lambda f: f.pop(LF), LF, "the file is missing", "restore it"),
    Case("missing questions", lambda f: f.pop(QF), QF, "the file is missing", "restore it"),
    Case(
        "folder for file",
        lambda f: (f.pop(LF), f.update({f"{LF}/x.yaml": "a: 1"})),
        LF,
        "a folder or device in place of a file",
        "put a file there",
    ),
    Case("two megabytes", whole(QF, "# " + "a" * 2_000_001), QF, "the file has 2.0 MB", "split it"),
    Case(
        "same but for an invisible sign",
        q(SINGLE, "options", 2, text="R\u200bUN\u00a0"),
        QF,
        "question kite-single: two options say",
        "change or delete one",
    ),
    Case(
        "text for a date",
        whole(INFO, "checked: soon\n"),
        INFO,
        "checked: text where a date",
        "mend it",
    ),
    Case(
        "stray lesson",
        whole("lessons/99_lost.yaml", "id: x"),
        "lessons/99_lost.yaml",
        "names no such lesson",
        "delete the file",
    ),
    Case(
        "stray questions",
        whole("questions/notes.txt", "x"),
        "questions/notes.txt",
        "names no such lesson",
        "delete the file",
    ),
    Case(
        "stray file",
        whole("clams.yaml", "claims: []"),
        "clams.yaml",
        "no such file",
        "correct the name",
    ),
    Case(
        "stray picture",
        whole("figures/wind.png", b"x"),
        "figures/wind.png",
        "no .csv or .yaml",
        "delete it",
    ),
    Case(
        "id is not the file's",
        put(LF, id="boats"),
        LF,
        "the id is 'boats'",
        "make it the file's name",
    ),
    Case(
        "questions of another",
        put(QF, lesson="boats"),
        QF,
        "the lesson is 'boats'",
        "make it the file's name",
    ),
    # figures
    Case(
        "specimen of an exam",
        whole("specimen_bank/x.yaml", "lesson: 3\nquestions: []\n"),
        "specimen_bank/x.yaml",
        "where text belongs",
        "mend it",
    ),
    Case(
        "figure without source",
        lambda f: f.pop(INFO),
        TABLE,
        "no source beside it",
        "add wind.yaml",
    ),
    Case(
        "figure without table", lambda f: f.pop(TABLE), TABLE, "the file is missing", "restore it"
    ),
    Case(
        "unknown grade", put(INFO, grade="C"), INFO, "grade: 'C'", "A, B, illustrative; choose one"
    ),
    Case(
        "source without licence",
        drop(INFO, "source", "licence"),
        INFO,
        "source: the key 'licence'",
        "add it",
    ),
    Case("no caveat", put(INFO, caveats=[]), INFO, "caveats: it is empty", "fill it"),
    Case(
        "figure of another name",
        put(INFO, id="rain"),
        INFO,
        "the id is 'rain'",
        "make it the file's name",
    ),
    Case("no rows", whole(TABLE, "hour,wind\n"), TABLE, "it has no rows", "add the figures"),
    Case("too few cells", whole(TABLE, "a,b\n1,2\n3\n"), TABLE, "line 3: 1 cells", "add cells"),
    Case("too many cells", whole(TABLE, "a,b\n1,2,3\n"), TABLE, "line 2: 3 cells", "quote commas"),
    Case(
        "heading twice", whole(TABLE, "a,a\n1,2\n"), TABLE, "line 1: the heading 'a'", "rename one"
    ),
    Case(
        "heading empty",
        whole(TABLE, "a,\n1,2\n"),
        TABLE,
        "line 1: a heading is empty",
        "name every column",
    ),
    Case("quotes left open", whole(TABLE, 'a,b\n1,"2\n'), TABLE, "line 2", "close the quotes"),
    # single questions
    Case(
        "id with a space", q(SINGLE, id="Kite one"), QF, "'Kite one' is not lower-case", "rename it"
    ),
    Case(
        "one hint",
        q(SINGLE, hints=["Look."]),
        QF,
        "kite-single: it has 1 hints",
        "give two or three",
    ),
    Case(
        "one option",
        q(SINGLE, options=[{"text": "a", "feedback": "b", "correct": True}]),
        QF,
        "kite-single: it has 1 options",
        "give 2 to 5",
    ),
    Case(
        "no correct option",
        no_q(SINGLE, "options", 1, "correct"),
        QF,
        "kite-single: 0 options are",
        "mark exactly one",
    ),
    Case(
        "two correct options",
        q(SINGLE, "options", 0, correct=True),
        QF,
        "kite-single: 2 options are",
        "mark exactly one",
    ),
    Case(
        "all correct",
        lambda f: [
            o.update(correct=True, not_chosen="Why.") for o in f[QF]["questions"][1]["options"]
        ],
        QF,
        "kite-multiple: 5 of 5",
        "some right, some wrong",
    ),
    Case(
        "none correct",
        lambda f: [o.pop("correct", 0) for o in f[QF]["questions"][1]["options"]],
        QF,
        "kite-multiple: 0 of 5",
        "some right, some wrong",
    ),
    Case(
        "no not_chosen",
        no_q(MULTIPLE, "options", 0, "not_chosen"),
        QF,
        "kite-multiple: the right option 'String'",
        "say why it belongs",
    ),
    Case(
        "option text twice",
        q(SINGLE, "options", 0, text=" wait FOR wind"),
        QF,
        "kite-single: two options say",
        "change or delete one",
    ),
    Case(
        "shared feedback",
        q(SINGLE, "options", 0, feedback="A reason for Cut the string."),
        QF,
        "kite-single: two options share",
        "give each its own reason",
    ),
    Case(
        "shared item feedback",
        q(ORDER, "items", 0, feedback="You tie it in its turn."),
        QF,
        "kite-order: two items share",
        "give each its own reason",
    ),
    Case(
        "one verdict",
        lambda f: [o.update(verdict=True) for o in f[QF]["questions"][2]["options"]],
        QF,
        "kite-verdict: all options",
        "offer both",
    ),
    Case(
        "two right verdicts",
        q(VERDICT, "options", 2, correct=True),
        QF,
        "kite-verdict: 2 options",
        "mark exactly one",
    ),
    Case(
        "unknown group",
        q(SORT, "items", 0, group="plane"),
        QF,
        "kite-sort: item 'Keel'",
        "use one of kite, boat",
    ),
    Case(
        "group id twice",
        q(SORT, "groups", 1, id="kite"),
        QF,
        "kite-sort: the group id",
        "rename one",
    ),
    Case(
        "group label twice",
        q(SORT, "groups", 1, label="Kite"),
        QF,
        "kite-sort: the group label",
        "rename one",
    ),
    Case(
        "match twice",
        q(MATCH, "pairs", 0, match="lifts"),
        QF,
        "kite-match: the match 'lifts'",
        "change or delete one",
    ),
    Case(
        "distractor fits",
        q(MATCH, distractors=[{"text": "holds"}]),
        QF,
        "kite-match: the match 'holds'",
        "change or delete one",
    ),
    Case(
        "belief, many places",
        q(MATCH, "pairs", 0, misconception=1),
        QF,
        "kite-match: 'String' has a misconception",
        "name it as 'tempting'",
    ),
    Case(
        "tempting nowhere",
        q(MATCH, "pairs", 0, misconception=1, tempting="sinks"),
        QF,
        "the tempting place of 'String' is 'sinks'",
        "use one of steadies, lifts",
    ),
    Case(
        "tempting is right",
        q(SORT, "items", 0, misconception=1, tempting="boat"),
        QF,
        "the tempting place of 'Keel' is 'boat'",
        "use one of kite",
    ),
    Case(
        "tempting, no belief",
        q(SORT, "items", 0, tempting="kite"),
        QF,
        "'Keel' has a tempting place and no misconception",
        "give it the number",
    ),
    Case(
        "two steps",
        lambda f: f[QF]["questions"][5].update(items=f[QF]["questions"][5]["items"][:2]),
        QF,
        "kite-order: it has 2 items",
        "give 3 to 10",
    ),
    Case(
        "negative tolerance",
        q(NUMBER, tolerance=-1),
        QF,
        "kite-number: the tolerance is -1",
        "make it zero or more",
    ),
    Case(
        "near miss is right",
        q(NUMBER, "near_misses", 0, value=12.55),
        QF,
        "kite-number: the near miss 12.55",
        "change it",
    ),
    Case(
        "near miss twice",
        q(NUMBER, "near_misses", 0, value=50),
        QF,
        "kite-number: two near misses",
        "delete one",
    ),
    Case(
        "one owner, ambiguous",
        no_q(CALL, "owners", 1, "accepted"),
        QF,
        "kite-call: it is ambiguous but accepts one",
        "call it clear",
    ),
    Case(
        "two owners, clear",
        q(CALL, certainty="clear"),
        QF,
        "kite-call: it is clear but accepts 2",
        "call it ambiguous",
    ),
    Case(
        "no owner",
        lambda f: [o.pop("accepted", 0) for o in f[QF]["questions"][7]["owners"]],
        QF,
        "kite-call: no owner",
        "mark one",
    ),
    Case(
        "every owner",
        q(CALL, "owners", 2, accepted=True),
        QF,
        "kite-call: every owner",
        "leave at least one",
    ),
    Case(
        "two reasons",
        q(CALL, "reasons", 1, correct=True),
        QF,
        "kite-call: 2 reasons",
        "mark exactly one",
    ),
    Case(
        "all consulted",
        q(CALL, "consult", 0, correct=True),
        QF,
        "kite-call: 3 of 3 consulted",
        "some of each",
    ),
    # links
    Case(
        "unknown objective",
        q(SINGLE, objectives=["kite-sail"]),
        QF,
        "kite-single: unknown objective",
        "correct the id",
    ),
    Case(
        "unknown claim",
        q(SINGLE, claims=["C99"]),
        QF,
        "kite-single: unknown claim",
        "correct the id",
    ),
    Case(
        "unknown section",
        q(SINGLE, section="rain"),
        QF,
        "kite-single: unknown section",
        "correct the id",
    ),
    Case(
        "unknown chart",
        q(SINGLE, chart="rain_strip"),
        QF,
        "kite-single: unknown chart",
        "correct the id",
    ),
    Case(
        "unknown area", q(SINGLE, area="sailing"), QF, "kite-single: unknown area", "correct the id"
    ),
    Case(
        "unknown misconception",
        q(SINGLE, "options", 0, misconception=77),
        QF,
        "kite-single: unknown misconception 77",
        "correct the id",
    ),
    Case(
        "unknown belief in miss",
        q(NUMBER, "near_misses", 0, misconception=78),
        QF,
        "kite-number: unknown misconception 78",
        "correct the id",
    ),
    Case(
        "unknown question",
        put(LF, exit_quiz=["kite-lost"]),
        LF,
        "unknown question 'kite-lost'",
        "correct the id",
    ),
    Case(
        "claim of a section",
        put(LF, "sections", 0, claims=["C98"]),
        LF,
        "section wind: unknown claim",
        "correct the id",
    ),
    Case(
        "objective of a section",
        put(LF, "sections", 0, objectives=["kite-sell"]),
        LF,
        "section wind: unknown objective",
        "correct the id",
    ),
    Case(
        "asked nowhere",
        lambda f: f[LF]["exit_quiz"].pop(),
        QF,
        "kite-paper: it is asked nowhere",
        "add it to",
    ),
    Case(
        "asked twice",
        lambda f: f[LF]["exit_quiz"].append("kite-single"),
        LF,
        "question 'kite-single' is asked in two",
        "keep one",
    ),
    Case(
        "question id twice",
        q(MULTIPLE, id="kite-single"),
        QF,
        "question kite-single: the id is used twice",
        "rename one",
    ),
    Case(
        "question id in two lessons",
        second_lesson,
        "questions/more.yaml",
        "question kite-single",
        f"{QF}; rename one",
    ),
    Case(
        "one question an objective",
        q(VERDICT, objectives=["kite-fly"]),
        LF,
        "objective kite-build: 1 questions",
        "write two or more",
    ),
    Case(
        "objective id twice",
        again(LF, "objectives"),
        LF,
        "the objective id 'kite-fly'",
        "rename one",
    ),
    Case("section id twice", again(LF, "sections"), LF, "the section id 'wind'", "rename one"),
    Case(
        "odd objective id",
        put(LF, "objectives", 0, id="Kite fly"),
        LF,
        "objective 'Kite fly'",
        "rename it",
    ),
    Case(
        "unknown area of lesson",
        put(LF, area="sailing"),
        LF,
        "the area 'sailing'",
        "use one of its ids",
    ),
    Case(
        "key points",
        put(LF, key_points=["Only one."]),
        LF,
        "1 key points for 2 objectives",
        "write one for each",
    ),
    Case(
        "minutes differ",
        put("course.yaml", "lessons", 0, minutes=25),
        LF,
        "title or minutes differ",
        "make them the same",
    ),
    Case(
        "no minutes",
        lambda f: (f[LF].update(minutes=0), f["course.yaml"]["lessons"][0].update(minutes=0)),
        LF,
        "minutes must be above zero",
        "correct them",
    ),
    Case(
        "lesson of an area",
        put("course.yaml", "areas", 0, lessons=["rain"]),
        "course.yaml",
        "area flying: unknown lesson",
        "correct the id",
    ),
    Case(
        "lesson twice",
        again("course.yaml", "lessons"),
        "course.yaml",
        f"lesson {LESSON}",
        "rename one",
    ),
    Case(
        "lesson with a number",
        put("course.yaml", "lessons", 0, id="01_kites"),
        "course.yaml",
        "lesson 01_kites: the id begins with a number",
        "give it to the notebook's name alone",
    ),
    Case(
        "notebook of another name",
        put("course.yaml", "lessons", 0, notebook="1_kites"),
        "course.yaml",
        "lesson kites: the notebook '1_kites'",
        "write something like 07_kites",
    ),
    Case(
        "number out of order",
        number_twice,
        "course.yaml",
        "lesson more: the number of 01_more does not follow that of 01_kites",
        "run python -m helpers.authoring number",
    ),
    Case(
        "unknown diagnostic",
        put("course.yaml", diagnostic="rain"),
        "course.yaml",
        "diagnostic: unknown lesson 'rain'",
        "correct the id",
    ),
    Case(
        "unknown final test",
        put("course.yaml", final_test="rain"),
        "course.yaml",
        "final_test: unknown lesson 'rain'",
        "correct the id",
    ),
    Case("area twice", again("course.yaml", "areas"), "course.yaml", "area flying", "rename one"),
    Case(
        "lesson outside",
        put("course.yaml", "lessons", 0, id="../../x"),
        "course.yaml",
        "lesson '../../x'",
        "rename it",
    ),
    Case("claim twice", again("claims.yaml", "claims"), "claims.yaml", "claim C01", "rename one"),
    Case(
        "belief twice",
        again("misconceptions.yaml", "misconceptions"),
        "misconceptions.yaml",
        "misconception 1",
        "rename one",
    ),
    Case(
        "term twice", again("glossary.yaml", "terms"), "glossary.yaml", "term Bridle", "rename one"
    ),
    Case(
        "related to nothing",
        put("glossary.yaml", "terms", 0, related=["Keel"]),
        "glossary.yaml",
        "term Bridle",
        "define it",
    ),
    Case(
        "bad verdict",
        put("claims.yaml", "claims", 0, verdict="true"),
        "claims.yaml",
        "claim C01: verdict",
        "choose one",
    ),
]
