"""The deck's view, the drills and the glossary: one right answer each, and words that are safe."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import chain

import ipywidgets
import msgspec
import pytest
from hostile import SCRIPTS
from widget_traffic import watched

from helpers import open_lesson
from helpers.authoring.refresh import notebooks_folder
from helpers.content import ContentError, load_glossary
from helpers.content.model import Term
from helpers.document import to_html, to_text
from helpers.flashcards import (
    DRILLS,
    Flashcards,
    GlossaryView,
    core_terms,
    drill_questions,
    families,
    groups_of_the_deck,
    places,
    search,
)
from helpers.flashcards import family as family_table
from helpers.flashcards.drill import BLANK, OPTIONS, masked, question_id
from helpers.flashcards.glossary import near, nothing
from helpers.flashcards.term_cards import (
    back,
    deck_paper,
    entry,
    glossary_paper,
    named,
    span,
    spoken_back,
)
from helpers.quiz import Quiz
from helpers.record import Record
from helpers.review import RATINGS, Deck
from helpers.review.deck import slug as review_slug

GLOSSARY = load_glossary()
CORE = core_terms()
PLACES = places()
KNOWN = {term.term: term for term in GLOSSARY}
LESSON = "fifty_product_terms"
each_drill = pytest.mark.parametrize("mode", DRILLS)


@pytest.fixture
def record(tmp_path, monkeypatch) -> Record:
    monkeypatch.setenv("COURSE_CLOCK", "2026-01-31T09:00:00+01:00")
    return Record(tmp_path / "record.sqlite", "test")


@pytest.fixture
def cards(record) -> Flashcards:
    return Flashcards("The deck", Deck(CORE, record, LESSON), families(), RATINGS)


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "lesson.sqlite"))
    monkeypatch.setenv("COURSE_CLOCK", "2026-01-31T09:00:00+01:00")
    return open_lesson("what_is_a_product_manager")


class Tags(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found: set[str] = set()
        self.names: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)
        self.names |= {name for name, _ in attrs}


def is_safe(html: str) -> bool:
    tags = Tags(html)
    return tags.found <= {"div", "p", "strong", "em", "br", "span", "ul", "li"} and tags.names <= {
        "class",
        "id",
        "style",
    }


# ---------------------------------------------------------------- the terms and their families


def test_the_fifty_terms_stand_in_six_families():
    groups = families()
    assert len(CORE) == 50 == len({term.term for term in CORE})
    assert 5 <= len(groups) <= 7 and sum(map(len, groups.values())) == 50
    assert {t.term for t in CORE} == {t.term for t in GLOSSARY if t.core50}


def test_ten_words_of_project_work_follow_the_fifty():
    *fifty, (name, ten) = groups_of_the_deck().items()
    assert fifty == list(families().items()) and name == "Project work" and len(ten) == 10
    assert not {term.term for term in ten} & {term.term for term in CORE}
    assert {"Stakeholder", "Retrospective", "Cumulative flow diagram"} <= {t.term for t in ten}


def test_every_card_has_all_four_things_on_its_back():
    for term in chain.from_iterable(groups_of_the_deck().values()):
        assert term.definition and term.example and term.misconception and term.related


def test_every_related_term_is_defined():
    names = {term.term for term in GLOSSARY} | {t.abbreviation for t in GLOSSARY}
    assert [name for t in GLOSSARY for name in t.related if name not in names] == []


def lines_between(terms: list[Term]) -> Counter[frozenset[str]]:
    """How many lines of the map run between each two families."""
    short = {t.abbreviation: t.term for t in terms if t.abbreviation} | {
        t.term: t.term for t in terms
    }
    links = {frozenset((t.term, short[name])) for t in terms for name in t.related if name in short}
    ends = [{PLACES[term].family for term in link} for link in links if link <= set(PLACES)]
    return Counter(frozenset(pair) for pair in ends if len(pair) == 2)


def test_the_words_under_the_map_count_its_lines():
    found = lines_between(GLOSSARY)
    each = Counter(family for pair in found.elements() for family in pair)
    ((first, most), (second, next_most), (_, third)) = each.most_common(3)
    assert (first, most, second, next_most) == ("Discovery", 10, "Market", 9) and third < 9
    assert found[frozenset((first, second))] == 5 == max(found.values())
    said = (notebooks_folder() / "06_fifty_product_terms.ipynb").read_text(encoding="utf-8")
    assert "Discovery has the most of these, ten, and market has nine. Five join the two." in said
    bare = [msgspec.structs.replace(term, related=[]) for term in GLOSSARY]
    assert not lines_between(bare)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda rows: rows[1:], "the term of the deck has no family; add a row"),
        (lambda rows: [{**rows[0], "term": "Nonsense"}, *rows], "no such term in the deck"),
        (lambda rows: [{**rows[0], "also_fits": "Nonsense"}, *rows[1:]], "unknown term 'Nonsense'"),
    ],
)
def test_a_table_of_families_that_does_not_fit_the_glossary_is_refused(monkeypatch, change, says):
    figure = family_table.load_figure(family_table.TABLE)
    changed = replace(figure, rows=change(figure.rows))
    monkeypatch.setattr(family_table, "load_figure", lambda name: changed)
    with pytest.raises(ContentError, match=re.escape(says)):
        core_terms()


def test_the_letters_that_stand_for_two_jobs_are_not_printed():
    for term in GLOSSARY:
        assert not re.search(r"\bPM\b", named(term))
    assert named(KNOWN["Persona"]) == "Persona"
    assert named(KNOWN["RICE score"]) == "RICE score"
    assert named(KNOWN["Churn rate"]) == "Churn rate"
    assert named(KNOWN["Definition of Done"]) == "Definition of Done (DoD)"


# ---------------------------------------------------------------- the drills


@cache
def rounds(mode: str, count: int) -> list[list]:
    done: list[str] = []
    found = []
    for _ in range(count):
        asked = drill_questions(mode, CORE, GLOSSARY, PLACES, done)
        done += [question.id for question in asked]
        found.append(asked)
    return found


def term_of(question) -> Term:
    return next(term for term in CORE if review_slug(term.term) == question.id.split(":")[-1])


def term_of_option(mode: str, text: str) -> Term:
    shown = {
        "term_to_definition": lambda term: term.definition,
        "definition_to_term": named,
        "which_is_an_example": masked,
    }[mode]
    (found,) = [term for term in GLOSSARY if shown(term) == text]
    return found


@each_drill
def test_five_rounds_ask_every_term_once(mode):
    asked = [question.id for part in rounds(mode, 5) for question in part]
    assert len(asked) == len(set(asked)) and all(len(part) <= 10 for part in rounds(mode, 5))
    assert len(asked) == (50 if mode != "which_is_an_example" else 46)


@each_drill
def test_each_question_has_one_right_answer_and_it_is_the_terms_own(mode):
    for question in (q for part in rounds(mode, 10) for q in part):
        assert len(question.options) == OPTIONS == len({o.text for o in question.options})
        (right,) = [o for o in question.options if o.correct]
        assert term_of_option(mode, right.text) == term_of(question)
        assert question.grade(question.key).outcome == "correct"


@each_drill
def test_no_wrong_option_fits_too(mode):
    """Neither a term that the table names as fitting, in either direction, nor a synonym."""
    for question in (q for part in rounds(mode, 10) for q in part):
        term = term_of(question)
        for option in question.options:
            if option.correct:
                continue
            other = term_of_option(mode, option.text)
            assert other.term not in PLACES[term.term].also_fits
            assert other.term not in PLACES or term.term not in PLACES[other.term].also_fits
            assert term.term.lower() not in masked(other).lower() or mode != "which_is_an_example"
    if mode == "which_is_an_example":
        asked = {term_of(q).term for part in rounds(mode, 5) for q in part}
        assert asked == {name for name, place in PLACES.items() if place.example}


@each_drill
def test_wrong_options_are_relatives_or_of_the_family(mode):
    short = {t.abbreviation: t.term for t in GLOSSARY} | {t.term: t.term for t in GLOSSARY}
    linked = {frozenset((t.term, short[name])) for t in GLOSSARY for name in t.related}
    counts = [0, 0]
    for question in (q for part in rounds(mode, 5) for q in part):
        term = term_of(question)
        for option in question.options:
            other = term_of_option(mode, option.text)
            if not option.correct:
                relative = frozenset((term.term, other.term)) in linked
                mates = PLACES[term.term].family == getattr(PLACES.get(other.term), "family", None)
                assert relative or mates
                counts[relative] += 1
    assert counts[True] > counts[False], "relatives come first"


@each_drill
def test_a_wrong_choice_is_told_what_its_term_means(mode):
    for question in rounds(mode, 1)[0]:
        for option in question.options:
            other = term_of_option(mode, option.text)
            said = to_text(option.feedback)
            assert said.startswith("Right.") is option.correct
            if not option.correct:
                assert named(other) in said
                assert other.definition in said or mode == "term_to_definition"
        assert len({o.feedback for o in question.options}) == OPTIONS
        key = next(o.text for o in question.options if o.correct)
        assert len(question.hints) == 2 and all(key not in to_text(h) for h in question.hints)


@each_drill
def test_drills_are_the_same_for_the_same_answers_and_the_key_has_no_place_of_its_own(mode):
    assert rounds(mode, 3) == rounds.__wrapped__(mode, 3)
    assert rounds(mode, 6)[5] != rounds(mode, 6)[0], "a second turn has another order"
    keys = [q.key for part in rounds(mode, 5) for q in part]
    assert all(keys.count(place) in (11, 12, 13) for place in range(OPTIONS))


@each_drill
def test_a_round_that_was_begun_comes_back_as_it_was(mode):
    first = rounds(mode, 1)[0]
    ids = [question.id for question in first]
    assert drill_questions(mode, CORE, GLOSSARY, PLACES, ids[:9]) == first
    assert drill_questions(mode, CORE, GLOSSARY, PLACES, ids) == rounds(mode, 2)[1]


STOP_WORDS = {"product", "and", "over"}


def told(term: Term, shown: str) -> list[str]:
    """The words of a term's name, of three letters or more, that a text gives away."""
    words = [word.lower() for word in re.findall(r"[A-Za-z]{3,}", term.term)]
    return [
        word
        for word in words
        if word not in STOP_WORDS and re.search(rf"\b{word}", shown, re.IGNORECASE)
    ]


def test_examples_do_not_name_their_term():
    assert [(term.term, found) for term in CORE if (found := told(term, masked(term)))] == []
    assert BLANK in masked(KNOWN["Product vision"])


def test_a_word_of_three_letters_gives_a_term_away_and_is_hidden():
    fit = KNOWN["Product-market fit"]
    spoiled = msgspec.structs.replace(fit, example="VeloLink had fit with nurses first.")
    assert told(fit, spoiled.example) == ["fit"] and masked(spoiled).count(BLANK) == 1
    assert told(KNOWN["Objectives and key results"], "A key to the shed") == ["key"]
    assert not told(fit, "A product for nurses")


def test_an_unknown_drill_is_a_sentence():
    with pytest.raises(ValueError, match="the drills are term_to_definition, "):
        drill_questions("x", CORE, GLOSSARY, PLACES)


def test_no_terms_make_no_questions():
    assert drill_questions("term_to_definition", [], GLOSSARY, PLACES) == []


def test_a_card_and_its_drill_have_the_same_name():
    for term in CORE:
        assert question_id("m", 0, term.term) == f"drill:m:0:{review_slug(term.term)}"


# ---------------------------------------------------------------- the glossary


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("churn", "Churn rate"),
        ("MVP", "Minimum viable product"),
        ("mvp", "Minimum viable product"),
        ("  net   promoter ", "Net Promoter Score"),
        ("CLV", "Customer lifetime value"),
        ("PMF", "Product-market fit"),
        ("falsifiable", "Hypothesis"),
        ("ÉPIC", "Epic"),
        ("brooks’s", "Brooks's law"),
    ],
)
def test_search_finds_terms_abbreviations_and_meanings(wanted, first):
    assert search(GLOSSARY, wanted)[0].term == first


def test_search_finds_every_term_by_its_name_and_abbreviation():
    for term in GLOSSARY:
        assert search(GLOSSARY, term.term)[0] == term
        for part in filter(None, term.abbreviation.split(" / ")):
            assert term in search(GLOSSARY, part)[:3]


def test_the_two_jobs_are_both_found_by_their_shared_letters():
    found = [term.term for term in search(GLOSSARY, "PM")][:2]
    assert found == ["Product manager", "Project manager"]


def test_an_empty_search_finds_all_from_a_to_z():
    found = search(GLOSSARY, "  ")
    assert len(found) == len(GLOSSARY) and found[0].term == "A/B test"


@pytest.mark.parametrize(
    ("wanted", "like"),
    [
        ("retenton", "Retention rate"),
        ("kanno", "Kano model"),
        ("personna", "Persona"),
        ("vleocity", "Velocity"),
    ],
)
def test_nothing_found_is_a_sentence_with_near_terms(wanted, like):
    assert search(GLOSSARY, wanted) == []
    assert like in [term.term for term in near(GLOSSARY, wanted)]
    sentence = nothing(GLOSSARY, wanted)
    assert wanted in sentence and like in sentence and sentence.endswith(".")


def test_the_search_field_shows_what_is_found_and_says_it():
    glossary = GlossaryView("Words", GLOSSARY)
    _, field, shown, companion = glossary.widget.children
    assert f"{len(GLOSSARY)} terms" in shown.value and "Churn rate" in shown.value
    field.value = "churn"
    assert "lost during a period" in shown.value and "Eight in every hundred" in shown.value
    assert companion.status.startswith("1 term found. Churn rate: The share of")
    field.value = "qqqq"
    assert "Nothing found for “qqqq”" in shown.value == shown.value
    assert companion.status.startswith("Nothing found")
    field.value = "the"
    assert "Also found:" in shown.value and len(shown.value) < 12_000
    assert [term.term for term in glossary.find("Kano")] == ["Kano model"] and field.value == "Kano"


# ---------------------------------------------------------------- the deck's view


def buttons(cards: Flashcards) -> list[str]:
    return [button.description for button in cards.widget.children[1].children]


def head(cards: Flashcards) -> str:
    return cards.widget.children[0].value


def test_the_back_stays_hidden_until_the_card_is_turned(cards):
    term = cards.deck.term
    assert term.term in head(cards) and "At VeloLink" not in head(cards)
    assert buttons(cards) == ["Show the back", "Again", "Hard", "Good", "Easy"]
    cards.widget.children[1].children[0].click()
    for words in ("At VeloLink (invented):", "People often think:", "Related:"):
        assert words in head(cards)
    assert cards._companion.status.startswith(term.definition)
    assert buttons(cards)[:3] == ["Show the front", "Again (1 minute)", "Hard (6 minutes)"]
    assert cards.turn() is False and "At VeloLink" not in head(cards)


def test_a_click_on_a_rating_keeps_it_and_shows_the_next_card(cards):
    first = cards.deck.term
    controls = list(cards.widget.children[1].children)
    cards.turn()
    controls[3].click()
    assert [a.response["rating"] for a in cards.deck.record.attempts()] == [3]
    assert cards.deck.term != first and cards.deck.term.term in head(cards)
    said = f"{first.term}: good, back in 10 minutes."
    assert said in cards.widget.children[2].value
    assert cards._companion.status == f"{said} Next card: {cards.deck.term.term}."
    assert list(cards.widget.children[1].children) == controls, "the buttons stay the same"


def test_a_rating_before_the_turn_keeps_nothing_and_says_what_to_do(cards):
    controls = cards.widget.children[1].children
    assert [b.disabled for b in controls] == [False] + [True] * 4
    controls[3].click()
    assert "Turn the card over first" in cards.widget.children[2].value
    assert cards.deck.record.attempts() == []
    with pytest.raises(ValueError, match="^Turn the card over first, then say how well"):
        cards.rate(3)


def test_ratings_can_be_pressed_only_while_the_back_shows(cards):
    controls = cards.widget.children[1].children
    for press, shut in ((0, False), (0, True), (0, False), (3, True)):
        controls[press].click()
        assert [b.disabled for b in controls] == [False] + [shut] * 4


def test_a_rating_by_hand_hands_the_focus_to_the_turn(cards, monkeypatch):
    turn, _, _, good, _ = cards.widget.children[1].children
    focused = []
    monkeypatch.setattr(type(turn), "focus", lambda button: focused.append(button))
    turn.click()
    good.click()
    assert focused == [turn]


def test_the_count_of_cards_to_go_is_never_above_the_cards_of_the_day(cards):
    _ = cards.widget
    assert "20 of today's 20 cards to go" in head(cards)
    for _done in range(5):
        cards.turn()
        cards.rate(4)
    assert "15 of today's 20 cards to go" in head(cards)
    cards.turn()
    cards.rate(1)
    assert "15 of today's 20 cards to go" in head(cards), "it comes back today"


def test_a_mistaken_belief_never_stands_as_a_statement(cards):
    term = KNOWN["Activation"]
    told = 'People often think: "Creating an account is activation."'
    assert spoken_back(term).endswith(told)
    for shown in (back(term), entry(term, full=True)):
        assert told in unescape(re.sub("<[^>]+>", "", shown.html)) and told in shown.text


def test_when_the_day_is_done_more_is_offered_and_then_nothing(cards):
    _ = cards.widget
    for _round in range(3):
        while cards.deck.term:
            cards.turn()
            cards.rate(4)
        if cards.deck.plan().held:
            assert buttons(cards) == ["More cards today"]
            assert "for the button below" in head(cards)
            cards.widget.children[1].children[0].click()
    assert buttons(cards) == [] and "50 different cards today" in head(cards)
    assert "The next card comes back on" in head(cards)


def test_a_notice_of_the_record_is_shown_with_the_rating(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CLOCK", "2026-01-31T09:00:00")
    blocked = tmp_path / "a-file"
    blocked.write_text("x", encoding="utf-8")
    deck = Deck(CORE, Record(blocked / "record.sqlite", "test"), LESSON)
    cards = Flashcards("The deck", deck, families(), RATINGS)
    _ = cards.widget
    cards.turn()
    cards.rate(3)
    assert "Please note.</strong> Your answers are not being kept" in cards.widget.children[2].value


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.2, "1 minute"), (5.5, "6 minutes"), (60, "1 hour"), (60 * 24, "1 day")]
    + [(60 * 24 * 8, "8 days"), (60 * 24 * 92, "3 months"), (60 * 24 * 800, "2 years")],
)
def test_waits_are_said_in_one_unit(minutes, words):
    from datetime import timedelta

    assert span(timedelta(minutes=minutes)) == words


# ---------------------------------------------------------------- through the lesson


def test_the_lesson_opens_all_three(lesson):
    assert isinstance(lesson.flashcards(), Flashcards)
    assert isinstance(lesson.glossary(), GlossaryView)
    for mode in DRILLS:
        assert isinstance(lesson.drill(mode), Quiz)
    assert lesson.flashcards(a_day=5).deck.limit == 5
    assert "20" not in lesson.flashcards(a_day=0).text
    assert lesson.drill("x").text.startswith("Please note. There is no drill 'x'; the drills are")


def test_an_answered_round_of_a_drill_is_followed_by_the_next(lesson):
    drill = lesson.drill("definition_to_term")
    before = [q.id for q in drill.session.questions]
    for number, question in enumerate(drill.session.questions, 1):
        drill.go(number)
        drill.answer((question.key + 1) % OPTIONS)
        drill.check()
    assert lesson.flashcards().deck.schedule() == {}, "a drill leaves the schedule alone"
    after = [q.id for q in lesson.drill("definition_to_term").session.questions]
    assert not set(before) & set(after)


def outputs(lesson) -> dict[str, dict]:
    views = {"deck": lesson.flashcards(), "glossary": lesson.glossary()}
    views |= {mode: lesson.drill(mode) for mode in DRILLS}
    return {name: view._repr_mimebundle_() for name, view in views.items()}


def test_static_outputs_are_the_same_for_everybody(lesson, tmp_path, monkeypatch):
    one = outputs(lesson)
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "other.sqlite"))
    monkeypatch.setenv("COURSE_CLOCK", "2027-05-05T19:00:00+02:00")
    other = outputs(open_lesson("what_is_a_product_manager"))
    for name in one:
        assert set(one[name]) == {
            "text/plain",
            "text/html",
            "application/vnd.jupyter.widget-view+json",
        }
        for kind in ("text/plain", "text/html"):
            assert one[name][kind] == other[name][kind]


def test_static_outputs_read_well_and_give_no_key(lesson):
    found = outputs(lesson)
    for bundle in found.values():
        assert 'class="mathjax_ignore tex2jax_ignore"' in bundle["text/html"]
    for term in CORE:
        assert named(term) in found["deck"]["text/plain"]
        assert term.definition not in found["deck"]["text/plain"]
    for term in GLOSSARY:
        line = f"- {named(term)}: {term.definition}"
        assert line in found["glossary"]["text/plain"]
    assert "Right." not in str([found[mode] for mode in DRILLS])
    for question in lesson.drill("term_to_definition").session.questions:
        lines = found["term_to_definition"]["text/plain"].splitlines()
        here = lines.index(next(x for x in lines if to_text(question.stem) in x))
        listed = [line.strip() for line in lines[here + 1 :] if line.strip().startswith("- ")]
        shown = [line.removeprefix("- ") for line in listed[:OPTIONS]]
        assert sorted(shown) == sorted(o.text for o in question.options)


def test_few_models_and_small_messages(lesson):
    # The house style travels with each view: 2,000 bytes more than the first edition sent.
    made = {
        "deck": (lesson.flashcards, 14, 14_000),
        "glossary": (lesson.glossary, 9, 14_000),
        "drill": (lambda: lesson.drill("term_to_definition"), 20, 14_500),
    }
    for name, (make, models, size) in made.items():
        with watched() as traffic:
            make()._repr_mimebundle_()
        assert traffic.models <= models, name
        assert traffic.bytes <= size, (name, traffic.bytes)


def test_the_number_of_cards_does_not_make_more_models(record):
    counts = []
    for size in (5, 50):
        terms = CORE[:size]
        with watched() as traffic:
            deck = Deck(terms, record, LESSON)
            Flashcards("The deck", deck, {"All": terms}, RATINGS)._repr_mimebundle_()
        counts.append(traffic.models)
    assert counts[0] == counts[1]


# ---------------------------------------------------------------- hostile words

HOSTILE = [*SCRIPTS, "$x$ \\(a\\)", '" onload="x', "[x](javascript:pwned)", "*a* **b** `c`"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_terms_come_out_as_words(text, record):
    term = Term(
        term=text,
        definition=text,
        example=text,
        related=[text],
        source=text,
        misconception=text,
        family="product",
        abbreviation=text,
        core50=True,
    )
    deck = Deck([term], record, LESSON)
    cards = Flashcards(text, deck, {text: [term]}, {value: text for value in RATINGS})
    _ = cards.widget
    cards.turn()
    glossary = GlossaryView(text, [term])
    glossary.find(text)
    glossary.widget.children[1].value = f"{text} and more"
    for html in (
        head(cards),
        deck_paper(text, {text: [term]}).html,
        glossary_paper(text, [term]).html,
        glossary.widget.children[2].value,
        glossary._repr_mimebundle_()["text/html"],
    ):
        assert is_safe(html)
    cards.rate(3)
    assert is_safe(cards.widget.children[2].value)
    assert all(not isinstance(c, ipywidgets.HTML) for c in cards.widget.children[1].children)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_terms_are_plain_words_in_a_drill(text):
    dangerous = [
        msgspec.structs.replace(
            term, definition=f"{text} {n}", example=f"{text} {n}", related=[f"{text}"]
        )
        for n, term in enumerate(CORE[:7])
    ]
    for mode in DRILLS:
        for question in drill_questions(mode, dangerous, dangerous, PLACES):
            told = [question.stem, question.stimulus, *question.hints]
            for words in [*told, *(option.feedback for option in question.options)]:
                html = to_html(words)
                assert is_safe(html) and "<code" not in html and "<ul" not in html
                assert text not in words or text in unescape(re.sub("</?(p|em|strong)>", "", html))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_searches_come_out_as_words(text):
    glossary = GlossaryView("Words", GLOSSARY)
    glossary.widget.children[1].value = text
    assert is_safe(glossary.widget.children[2].value)
    assert len(glossary.widget.children[2].value) < 2_000
