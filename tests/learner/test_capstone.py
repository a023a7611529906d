"""The capstone as it is played: clicks move weeks, weeks are kept, endings say both cards."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from statistics import mean

import pytest
from project_files import notebook_of
from simulation_plays import DECISIONS, STRATEGIES, P, launches, with_choices
from widget_traffic import watched

from helpers.capstone import CapstoneView, Play, page, week_cards
from helpers.capstone.pictures import cards_chart, review_chart, riders_chart, week_chart
from helpers.capstone.play import MODEL, NO_LONGER, PREFIX
from helpers.content import ContentError, load_questions
from helpers.document import screen_html
from helpers.lesson import open_lesson
from helpers.record import new_attempt, open_record
from helpers.simulation import EXAMPLES, Game, parameters, play, review, tournament

LESSON = "capstone"


@pytest.fixture
def record(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    return open_record()


def shown(record) -> CapstoneView:
    view = CapstoneView(record, LESSON)
    assert view.widget.children
    return view


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>|base64,[^\"]*", " ", html)).split())


def visible(view: CapstoneView) -> list:
    return [radio for radio in view._calls if radio.layout.display != "none"]


def play_on(view: CapstoneView) -> None:
    while not view.game.finished:
        view._next.click()


def test_the_card_shows_what_the_game_says(record):
    view = shown(record)
    card = view.game.card()
    said = words_of(view._head.value)
    assert "week 1 of 20" in said and "Product manager (Mina)" in said
    assert all(line in said for line in card.known)
    assert [radio.description for radio in visible(view)] == [
        f"{'Mina, product manager (your call)' if d.owner == 'product' else ''}"
        f"{'Tomás, project manager (not your call)' if d.owner == 'project' else ''}: {d.ask}"
        for d in card.decisions
    ]
    first = visible(view)[0]
    assert [value for _, value in first.options] == [
        "leave",
        *(option.id for option in card.decisions[0].options),
    ]
    assert first.value == "leave"


def test_a_click_decides_and_next_week_plays_it(record):
    view = shown(record)
    visible(view)[0].value = "interviews"
    assert view.game.pending == {"discovery": "interviews"}
    view._next.click()
    assert view.game.week == 2
    entry = view.game.log[0]
    assert (entry.decision, entry.option, entry.by) == ("discovery", "interviews", "product")
    assert "Interview riders about every idea" in words_of(view._log.value)
    assert view._companion.status.startswith("Week 2. ")


def test_leaving_it_takes_a_choice_back(record):
    view = shown(record)
    visible(view)[0].value = "interviews"
    visible(view)[0].value = "leave"
    assert view.game.pending == {}
    view._next.click()
    assert view.game.log[0].by == "default"


def test_the_other_chairs_call_is_recorded_and_discussed(record):
    view = shown(record)
    other = next(r for r in visible(view) if "not your call" in r.description)
    assert other.options[0][0] == "Leave it to Tomás"
    other.value = "reduce"
    view._next.click()
    assert any(entry.override for entry in view.game.log)
    assert "the call of Tomás" in words_of(view._log.value)
    play_on(view)
    assert "Whose call was it?" in words_of(view._picture.value)


def test_a_seed_is_read_like_a_number_in_a_quiz(record):
    view = shown(record)
    for typed, seed in (("7", 7), (" 1 200 ", 1200), ("1,200", 1200), ("7.0", 7)):
        view._seed.value = typed
        view._start.click()
        assert (view.game.seed, view._fault.value) == (seed, "")
    for typed in ("", "seven", "-3", "2.5"):
        view._seed.value = typed
        view._start.click()
        assert "give a whole number from 0" in words_of(view._fault.value)
        assert view.game.seed == 7


def test_a_play_under_way_is_left_only_when_that_is_confirmed(record):
    view = shown(record)
    view._next.click()
    view._next.click()
    view._start.click()
    assert view.game.week == 3 and "You are in week 3 of a play" in words_of(view._fault.value)
    view._next.click()  # whoever plays on has not confirmed
    view._start.click()
    assert view.game.week == 4
    view._start.click()
    assert (view.game.week, view._fault.value) == (1, "")
    view._start.click()  # nothing is lost where no week was played
    assert view.game.week == 1 and view._fault.value == ""


def test_undo_keeps_the_chair_that_was_chosen_for_the_next_play(record):
    view = shown(record)
    view._next.click()
    view._chair.value = "project"
    view._next.click()
    view._back.click()
    assert (view._chair.value, view.game.chair) == ("project", "product")


def test_the_board_shows_the_own_chairs_figures_first(record):
    for chair, first, last in (
        ("product", "Rides a week:", "Status:"),
        ("project", "Hoped for:", "Will bring:"),
    ):
        view = shown(record)
        view.begin(34, chair)
        said = words_of(view._head.value)
        assert said.index(first) < said.index(last)
        known = view.game.known
        for words in (
            f"week {known.expected_week:.1f}",
            f"eight in ten by {known.safe_week:.1f}",
            f"{known.odds:.0%} chance",
            f"date {known.date_odds:.0%}, cost {known.money_odds:.0%}",
            "team of 5 · trust 100%",
            f"EUR 0k of {known.budget / 1000:,.0f}k",
            "42% 42% at the start",
            "45% 45% at the start",
        ):
            assert words in said


def test_the_contingency_stands_on_the_board_of_its_owner(record):
    view = shown(record)
    for chair, there in (("project", True), ("product", False)):
        view.begin(34, chair)
        known = view.game.known
        tile = f"Contingency: EUR {known.contingency / 1000:,.0f}k of "
        assert (tile in words_of(week_cards_head(view))) is there


def week_cards_head(view: CapstoneView) -> str:
    """The board without the fold of figures in words."""
    return view._head.value.split("<details")[0]


def test_forecasts_stand_only_where_all_of_them_do(record):
    """Week 4 of seed 34, if only the odds moved, is no week in which nothing moved."""
    view = shown(record)
    view.begin(34, "project")
    view.next_week()
    view.next_week()
    game = view.game
    before, now = game._history[-2:]
    game._history[-1] = game.known = before._replace(odds=before.odds + 0.07)
    said = week_cards.week_card(game).text
    assert f"from {before.odds:.0%} to {before.odds + 0.07:.0%}" in said
    assert "stand where they stood" not in said
    game._history[-1] = game.known = before
    assert "The forecasts stand where they stood." in week_cards.week_card(game).text


def test_the_picture_of_the_review_names_both_cards_of_both_plays():
    game = play("silence", 34)
    found = review(game, others=1)
    title = review_chart(found).text
    for one, other in zip(found.run[:2], found.autopilot[:2], strict=True):
        assert f"{one:.0f} and {other:.0f}" in title
    assert "on average over other luck by" in week_cards.review_words(game, found).text


def test_what_was_found_out_stands_where_it_is_decided_on(record, without_pixels):
    """The price test tells its result as it comes, and again beside the question of the price."""
    view = shown(record)
    view.begin(34, "product")
    while "price_test" not in view.game.offered:
        view.next_week()
    view.decide("price_test", "test")
    view.next_week()
    found = "10% dearer loses about 16 of 100 buyers."
    assert found in words_of(view._head.value).split("Rides a week")[0]
    while "price" not in view.game.offered:
        view.next_week()
    asked = [radio.description for radio in visible(view) if "membership" in radio.description]
    assert asked[0].endswith(found)


def test_a_launch_that_moves_back_has_its_cause_beside_it(record, without_pixels):
    """What runs on is named, where no event of the week tells it."""
    view = shown(record)
    for seed in range(1, 7):
        view.begin(seed, "project")
        view.next_week()
        while view.game.week < view.game.parameters.weeks:  # the last one brings the end
            before = view.game.known.expected_week
            view.next_week()
            late = view.game.known.expected_week - before
            if late >= 0.3:
                said = words_of(view._head.value).split("What happened: ")[1]
                assert not said.startswith("Against a week ago") or "Longer than thought: " in said


def test_a_recommendation_says_which_week_it_asks_for(record):
    view = shown(record)
    view.begin(34, "project")
    view.next_week()
    (asked,) = [radio for radio in visible(view) if "recommend" in radio.description]
    weeks = [int(text.split("Now that is week ")[1].rstrip(".")) for text, _ in asked.options[1:]]
    known = view.game.known
    exact = (known.expected_week, known.safe_week, known.plan_week)
    assert all(0 <= week - at < 1 for week, at in zip(weeks, exact, strict=True))


def test_calls_left_open_and_taken_are_named_at_the_end(record, without_pixels):
    view = shown(record)
    view.begin(34, "product")
    view.next_week()
    view.decide("forecast_2", "range")
    while not view.game.finished:
        view.next_week()
    said = view.game.scorecards().delivery.measure("delivery_ownership").sentence
    assert "Taken from the other chair: Forecast the launch (week 2)." in said
    assert "Your own, left open: Find out what riders need (week 1), " in said and " more." in said


def test_what_a_week_brought_is_told_in_sentences(record):
    view = shown(record)
    view.begin(34, "project")
    view._next.click()
    visible(view)[0].value = "range"
    visible(view)[1].value = "even"
    view._next.click()
    said = words_of(view._head.value)
    assert "What happened: Ines committed the end of week 20 to the city." in said
    before, after = view.game.history
    change = after.expected_week - before.expected_week
    later = f"expected {abs(change):.1f} weeks {'later' if change > 0 else 'earlier'}"
    assert (later in said) is (abs(change) >= 0.05)
    assert "Committed: week 20" in said


def test_bets_stand_in_a_table(record):
    view = shown(record)
    visible(view)[0].value = "interviews"
    view._next.click()
    rows = re.findall(r"<tr>(.*?)</tr>", view._bets.value)[1:]
    known = view.game.known
    for row, name in zip(rows, known.bets, strict=True):
        bet, found = P.bet[name], known.evidence[name]
        said = words_of(row)
        assert f"{bet.name} {bet.points} {bet.lifts}" in said
        assert f"{found.points:+.1f} points ({found.quality})" in said


def test_undo_goes_back_one_week_and_is_kept(record):
    view = shown(record)
    assert view._back.disabled
    visible(view)[0].value = "thorough"
    view._next.click()
    view._next.click()
    view._back.click()
    assert view.game.week == 2 and view.game.log[0].option == "thorough"
    view._back.click()
    assert view.game.week == 1 and view.game.log == ()
    assert CapstoneView(record, LESSON).game.week == 1


def test_another_notebook_takes_the_play_up(record):
    view = shown(record)
    view._chair.value, view._seed.value = "project", "11"
    view._start.click()
    assert (view.game.seed, view.game.chair, view.game.week) == (11, "project", 1)
    for _ in range(3):
        for radio in visible(view):
            radio.value = radio.options[-1][1]
        view._next.click()
    again = CapstoneView(open_record(), LESSON).game
    assert (again.seed, again.chair, again.week) == (11, "project", 4)
    assert again.log == view.game.log and again.history == view.game.history


GOOD = {"seed": 1, "chair": "both", "moves": [[1, "discovery", "interviews"], [1, "advance", ""]]}


@pytest.mark.parametrize(
    ("version", "response"),
    [
        ("0", GOOD),
        (MODEL, None),
        (MODEL, {}),
        (MODEL, {"seed": 1, "chair": "moon", "moves": []}),
        (MODEL, {"seed": 1, "chair": "both", "moves": 3}),
        (MODEL, {"seed": 1, "chair": "both", "moves": [[1, "no_such", "x"]]}),
    ],
)
def test_a_play_of_other_rules_is_a_sentence_and_stays_in_the_record(record, version, response):
    record.append(
        new_attempt(
            question=f"{PREFIX}x",
            version=version,
            lesson=LESSON,
            response=response,
            outcome="played",
            score=0.0,
        )
    )
    view = shown(record)
    assert NO_LONGER in words_of(view._head.value)
    assert view.game.week == 1
    assert len(record.attempts()) == 1


def test_a_play_of_these_rules_is_taken_up(record):
    record.append(
        new_attempt(
            question=f"{PREFIX}x",
            version=MODEL,
            lesson=LESSON,
            response=GOOD,
            outcome="played",
            score=0.0,
        )
    )
    assert shown(record).game.week == 2


@pytest.mark.parametrize("live", [False, True])
def test_two_weeks_from_python(record, live):
    """The view is played line by line, on show or not, and keeps what a plain game does."""
    view = CapstoneView(record, LESSON)
    if live:
        assert view.widget.children
    view.begin(7, "product")
    view.decide("discovery", "thorough")
    view.decide("contract_risk", "reduce")  # the call of the other chair
    view.next_week()
    view.decide("forecast_2", "padded")
    view.next_week()
    moves = [
        [1, "discovery", "thorough"],
        [1, "contract_risk", "reduce"],
        [1, "advance", ""],
        [2, "forecast_2", "padded"],
        [2, "advance", ""],
    ]
    expected = Game.replay(7, "product", moves)
    assert view.game.moves == moves and view.game.log == expected.log
    assert view.game.card() == expected.card() and view.game.history == expected.history
    assert [entry.override for entry in view.game.log] == [False, True, True, False]
    view.undo()
    assert view.game.card() == Game.replay(7, "product", moves[:3]).card()
    assert CapstoneView(record, LESSON).game.moves == moves[:3]
    if live:
        assert all(text in words_of(view._head.value) for text in view.game.card().known)


def test_what_the_game_refuses_is_said_and_the_play_goes_on(record, monkeypatch):
    view = shown(record)

    def refuse(*_):
        raise ValueError("The seed is 'x': give a whole number, such as 7.")

    monkeypatch.setattr(view.play, "begin", refuse)
    view._start.click()
    assert "give a whole number" in view._fault.value
    view._next.click()
    assert view.game.week == 2 and view._fault.value == ""


def test_the_end_shows_both_cards_and_the_review(record, without_pixels):
    view = shown(record)
    visible(view)[0].value = "interviews"
    play_on(view)
    assert view._next.disabled and not visible(view)
    said = words_of(view._picture.value)
    cards, found = view.game.scorecards(), review(view.game)
    for card in (cards.delivery, cards.product):
        assert f"{card.colour}, {card.overall:.0f} of 100" in said
        assert all(measure.sentence in said for measure in card.measures)
    assert f"{found.hindsight.product:.1f}".rstrip("0").rstrip(".") in said
    for bet in found.bets:
        fate = "built" if bet.shipped else "left out"
        worth = view.game.parameters.bet[bet.bet].worth(bet.effect)
        assert f"{bet.name}: {worth}, {fate}" in said
    assert "on this seed, if the autopilot plays on from there: delivery" in said
    assert "What the information was worth" in said and "Nobody could have played it" in said
    assert "The play is over" in view._companion.status


def test_the_end_begins_with_both_cards_in_their_colours(record, without_pixels):
    view = shown(record)
    play_on(view)
    cards = view.game.scorecards()
    head = screen_html(week_cards.week_card(view.game))
    for name, card in (("Delivery", cards.delivery), ("Product", cards.product)):
        tile = f'gm-edge gm-{card.colour}"><p>{name} card: <strong>{card.colour}</strong>'
        assert 0 <= head.index(tile) < head.index("What happened")


def test_a_new_date_stands_beside_the_first_one(record):
    """Until the launch and after it: a new plan does not wipe what was promised."""
    game = play("date_keeper", 50)
    assert game.known.first_week == 20 and game.known.promised_week == 24
    assert "week 24, first 20" in week_cards.week_card(game).text
    assert "first missed, new kept" in week_cards.week_card(game).text


def test_a_stopped_play_says_so_and_claims_no_launch(record, without_pixels):
    """Seed 11: the city cuts its contract short. The card gives both sums, and Ines follows."""
    view = shown(record)
    view.begin(11, "project")
    while view.game.week < 12:
        view._next.click()
    known = view.game.known
    assert known.years < 5 and known.worth_to_come < known.cost_to_come
    said = words_of(view._head.value)
    assert f"EUR {known.cost_to_come:,.0f} to pay" in said
    view.decide("gate", "stop")
    view._next.click()
    said, below = words_of(view._head.value), words_of(view._picture.value)
    assert view.game.finished and "Project: stopped" in said and "Launch" not in said
    assert "Stopped in week 12." in below and ", built," not in below and "EUR -0" not in below
    assert CapstoneView(record, LESSON).game.known.stopped


def test_a_play_costs_no_new_widgets_and_few_bytes(record):
    with watched() as traffic:
        view = shown(record)
        models = traffic.models
        play_on(view)
        assert traffic.models == models <= 34


def test_the_week_picture_draws_the_history(record, without_pixels):
    view = shown(record)
    for _ in range(6):
        view._next.click()
    said = words_of(view._picture.value)
    for week in view.game.history:
        for value in (week.planned_value, week.earned_value, week.actual_cost):
            assert f"{round(value / 1000, 1):,g}" in said
    text, last = week_chart(view.game).text, view.game.history[-1]
    for name, end, cost in (
        ("expected", last.expected_week, last.forecast_cost),
        ("eight in ten", last.safe_week, last.safe_cost),
    ):
        place, money = f"{round(end, 1):g}", f"{round(cost / 1000, 1):g}"
        sentence = f"- week {place}: Thousand EUR {money}, {name}, week {end:.1f}\n"
        assert sentence in text and f"{name}, week {end:.1f}" in said
    assert "Line at week 20: Promised." in text and "Line at 400: Budget." in text


def test_the_week_picture_foresees_nothing_once_the_app_is_out(record):
    game = play("balanced", 8)
    while not game._moves or game.finished:
        game.undo()
    assert game.known.launched and "eight in ten" not in week_chart(game).text


def test_the_paper_is_the_same_for_all_and_carries_no_play(record):
    before = CapstoneView(record, LESSON)._repr_mimebundle_()
    Play(record, LESSON).begin(99, "both")
    after = CapstoneView(record, LESSON)._repr_mimebundle_()
    assert before["text/plain"] == after["text/plain"]
    assert before["text/html"] == after["text/html"]
    assert "Run All Cells" in before["text/plain"]


def test_each_panel_draws_its_own_card():
    game = play("date_keeper", 1609)
    cards = game.scorecards()
    text = cards_chart(game).text
    one, other = text.split("Panel: Delivery scorecard")[1].split("Panel: Product scorecard")
    for panel, card in ((one, cards.delivery), (other, cards.product)):
        for measure in card.measures:
            assert re.search(rf"^- {measure.name}: {measure.score:.1f}".rstrip("0."), panel, re.M)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_disagree_as_they_are_named(name):
    """Green delivery with red product, and the reverse; the page shows just that."""
    cards = play(*EXAMPLES[name]).scorecards()
    delivery, _, product, _ = re.match(r"(\w+)_(\w+)_(\w+)_(\w+)", name).groups()
    assert (cards.delivery.colour, cards.product.colour) == (delivery, product)
    text = page(name).text
    assert f"Delivery: {delivery}" in text and f"Product: {product}" in text


def test_the_tournament_draws_its_own_plays():
    text = page("tournament").text
    for name in STRATEGIES:
        scores = sorted(r.delivery for r in tournament(range(100), [name]))
        median = round((scores[49] + scores[50]) / 2)
        title = name.replace("_", " ").capitalize()
        line = next(row for row in text.splitlines() if row.startswith(f"- {title}: delivery"))
        assert re.search(rf"median {median}\b", line), line
    assert "100 plays of each strategy" in text
    said = text.splitlines()[0]
    for card in ("delivery", "product"):
        shown = re.findall(rf"- (.+): {card}: .* median (\d+)", text)
        top = max(int(median) for _, median in shown)
        leaders = " and ".join(name for name, median in shown if int(median) == top)
        assert f"Best median {card}: {leaders} ({top})" in said


@pytest.mark.parametrize("seed", [1, 11])
def test_the_picture_of_the_rides_says_what_the_card_says(seed):
    game = play("balanced", seed)
    sentence = game.scorecards().product.measure("mission").sentence
    now, _, before = re.findall(r"\d[\d,]*\d", sentence)
    change = int(now.replace(",", "")) - int(before.replace(",", ""))
    word = "more" if change >= 0 else "fewer"
    assert f"there are {abs(change):,} {word} rides a week" in riders_chart(game).title


def test_an_unknown_page_names_the_known_ones():
    with pytest.raises(ValueError, match="There is no page 'moon'; it is one of model, num"):
        page("moon")


def test_the_model_page_says_what_is_invented():
    html = page("model").html
    assert "<strong>Invented.</strong>" in html and "``" not in html and "<em>" in html


def test_the_model_page_names_the_numbers_of_the_file():
    text = " ".join(page("model").text.split())
    for words in (
        f"(veterans - {P.mentor:g} newcomers) (1 - {P.coordination:g} (heads - 1))",
        f"becomes a veteran after {P.ramp_weeks} weeks",
        f"{P.scope_share:.0%} grows with the points",
        f"green if both are at least {P.green_odds:.0%}, red if one is below {P.red_odds:.0%}",
        f"within tolerance of the money granted (EUR {P.tolerance_cost:,.0f} more at most)",
        f"put off the first one counts {({0.5: 'half'})[P.replan_counts]}",
        f"counts as {({1: 'a week'})[P.withdrawn]} late",
        f"is {P.override_loss:.0%} slower for that week",
        f"contract short in week {P.cut_week}",
    ):
        assert words in text, words


def test_the_calls_page_cites_the_rows_of_the_decision_table():
    text = page("calls").text
    for one in P.file.decisions:
        name = P.chair(one.owner).name
        who = f"Ines; {name} recommends" if one.sponsor else name
        weeks = ", ".join(map(str, one.weeks)) or "when it arises"
        assert f"{one.about} | {weeks} | {one.row} | {who}" in text


def test_the_numbers_page_has_every_activity_bet_and_risk():
    p, card = P, page("numbers")
    rows = [
        [unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", card.html)
    ]
    for a in p.activities:
        times = [f"{days:g}" for days in (a.optimistic, a.days, a.pessimistic)]
        assert [a.id, a.name, ", ".join(a.after) or "nothing", *times] in rows
    for bet in p.bets:
        lifts = "first rides" if bet.measure == "activation" else "second rides"
        assert [bet.name, str(bet.points), lifts] in rows
    for risk, _ in p.threats:
        cost = f"{risk.cost:,.0f}"
        assert [risk.name, f"{risk.chance:.0%}", cost, f"{risk.days:g}"] in rows
    assert len(rows) == 3 + 10 + 6 + 3
    assert "F | App front-end build | B, D | 15 |" in card.text


def test_a_game_fills_the_blanks_of_every_decision():
    catalogue = Game(3, "both").catalogue
    assert set(catalogue) == set(DECISIONS)
    for decision in catalogue.values():
        words = decision.ask + "".join(option.text + option.note for option in decision.options)
        assert "{" not in words and len(decision.options) >= 2


def test_a_game_that_cannot_be_read_is_a_sentence(record, monkeypatch):
    def broken(root):
        raise ContentError(["game.yaml: numbers: the key 'team' is missing; add it."])

    lesson = open_lesson("twenty_weeks_in_both_chairs")
    monkeypatch.setattr(parameters, "read_parameters", broken)
    for shown in (lesson.capstone(), lesson.capstone_page("numbers")):
        assert "the key 'team' is missing" in shown.text


# ---------------------------------------------------------------- what lessons quote


NOTEBOOK = Path(__file__).parents[2] / "notebooks" / notebook_of("twenty_weeks_in_both_chairs")


def quoted(name: str) -> str:
    """All words of a question of the lesson."""
    (found,) = [q for q in load_questions("twenty_weeks_in_both_chairs") if q.id == name]
    return f"{found.stimulus} {' '.join(option.feedback for option in found.options)}"


def test_the_question_on_late_people_quotes_the_model():
    later = mean(launches(range(100), late_people="add_people")) - mean(launches(range(100)))
    said = quoted("chairs-model-use")
    assert said.count(f"{later:.1f} weeks") == 3 and "a hundred seeds" in said


def test_the_question_on_the_strategies_quotes_the_medians():
    text = page("tournament").text
    for card in ("delivery", "product"):
        medians = [int(m) for m in re.findall(rf": {card}: .* median (\d+)", text)]
        assert len(medians) == len(STRATEGIES) == 7
        span = f"from {min(medians)} to {max(medians)} on {'the ' * (card == 'product')}{card}"
        assert span in quoted("chairs-no-winner")


def test_the_lesson_says_how_much_luck_moves_a_score():
    """The sentence under the strips counts those that are 20 points long or longer."""
    ends = re.findall(r": 10th percentile (\d+);.*90th percentile (\d+)", page("tournament").text)
    long = sum(int(high) - int(low) >= 20 for low, high in ends)
    assert len(ends) == 2 * len(STRATEGIES) == 14
    number = {12: "twelve", 13: "thirteen", 14: "all"}[long]
    sentence = f"In {number} of the fourteen strips, 20 points or more lie between the two ends"
    assert sentence in NOTEBOOK.read_text(encoding="utf-8")


def test_the_lesson_says_what_the_long_beta_cost_a_delivery():
    strategy, seed = EXAMPLES["red_delivery_green_product"]
    assert STRATEGIES[strategy](play(strategy, seed).known, "beta_plan") == "long"
    card = play(with_choices(strategy, beta_plan="planned"), seed).scorecards().delivery
    sentence = f"end {card.colour} on delivery, with {card.overall:.0f} of 100."
    assert sentence in NOTEBOOK.read_text(encoding="utf-8")
