"""Faults to plant in what came after the first lessons; see `mutations`."""

from __future__ import annotations

from mutations import DASHBOARD, SESSION, WORDS, Mutation, mutation

SIMULATION, REVIEW, RECORDS = "helpers/simulation/", "helpers/review/", "helpers/record/"
LABS, FORMS, FINISH = "helpers/labs/", "helpers/charts/forms/", "helpers/finish/"
CHOICE = "tests/learner/test_simulation_choices.py::test_a_choice_does_what_it_says"


def _test(file: str, name: str) -> str:
    return f"tests/test_{file}.py::test_{name}"


MODEL = [
    mutation(
        "two consequences change places",
        f"{SIMULATION}consequences.py",
        '"price": _price, "support": _support,',
        '"price": _support, "support": _price,',
        CHOICE,
    ),
    mutation(
        "a quick beta is the long one",
        f"{SIMULATION}consequences.py",
        'BETAS = ("quick", "planned", "long")',
        'BETAS = ("long", "planned", "quick")',
        CHOICE,
    ),
    mutation(
        "evidence has the wrong sign",
        f"{SIMULATION}consequences.py",
        "Evidence(world.effect[name] + spread",
        "Evidence(-world.effect[name] + spread",
        CHOICE,
    ),
    mutation(
        "two sources count alike",
        f"{SIMULATION}model.py",
        "mine, yours = self.spread**2, other.spread**2",
        "mine, yours = 1, 1",
        _test("simulation_choices", "evidence_is_weighed_by_one_over_its_squared_error"),
    ),
    mutation(
        "the plan is an even line",
        f"{SIMULATION}figures.py",
        "    return values[min(week, len(values) - 1)]\n",
        "    return p.work_budget * min(week, p.weeks) / p.weeks\n",
        _test("simulation_cards", "planned_value_is_the_work_at_expected_times"),
    ),
    mutation(
        "open threats cost nothing",
        f"{SIMULATION}figures.py",
        "sum(chance * risk.cost for risk, chance in open_risks(state, p))",
        "0",
        _test("simulation_cards", "the_forecast_of_cost_holds_open_threats"),
    ),
    mutation(
        "a late launch is not logged",
        f"{SIMULATION}game.py",
        'self._take("go_no_go", DECISIONS["go_no_go"].default, "default")',
        "state.go = True",
        _test("simulation_cards", "a_launch_after_the_twenty_weeks_stands_in_the_log"),
    ),
    mutation(
        "newcomers work at once",
        f"{SIMULATION}model.py",
        "veterans - p.mentor * newcomers",
        "veterans + newcomers",
        _test("simulation_regularities", "people_help_early_and_harm_late"),
    ),
    mutation(
        "a threat always strikes",
        f"{SIMULATION}model.py",
        "if world.risk[risk.id] >= state.chance[risk.id]:",
        "if world.risk[risk.id] >= 1:",
        _test(
            "simulation_model", "a_threat_strikes_as_its_activity_ends_and_only_below_its_chance"
        ),
    ),
    mutation(
        "the forecast knows what is hidden",
        f"{SIMULATION}model.py",
        "1, list(world.work), list(p.means),",
        "1, list(world.work), list(world.work),",
        _test("simulation_world", "the_table_shows_nothing_hidden"),
    ),
    mutation(
        "a cost is not entered",
        f"{SIMULATION}model.py",
        "            self.ledger.append((self.week, item, amount))\n",
        "            pass\n",
        _test("simulation_model", "every_euro_is_in_the_ledger"),
    ),
    mutation(
        "the other chair's call is taken in silence",
        f"{SIMULATION}game.py",
        "if not self.mine(decision) and not override:",
        "if False:",
        _test("simulation", "the_other_chairs_call_is_taken_aloud_or_not_at_all"),
    ),
    mutation(
        "a late launch counts as early",
        f"{SIMULATION}ridership.py",
        "out = 0 < state.launched <= week - 1",
        "out = 0 < state.launched <= week + 9",
        _test("simulation_world", "riders_by_hand"),
    ),
]
PLAY = [
    mutation(
        "a play of other rules is taken up",
        "helpers/capstone/play.py",
        "        if last.version == MODEL:\n",
        "        if True:\n",
        _test("capstone", "a_play_of_other_rules_is_a_sentence_and_stays_in_the_record"),
    ),
    mutation(
        "a week is not kept",
        "helpers/capstone/play.py",
        "        self.game.advance()\n        self._keep()\n",
        "        self.game.advance()\n",
        _test("capstone", "another_notebook_takes_the_play_up"),
    ),
    mutation(
        "an undo is forgotten",
        "helpers/capstone/play.py",
        "        self.game.undo()\n        self._keep()\n",
        "        self.game.undo()\n",
        _test("capstone", "undo_goes_back_one_week_and_is_kept"),
    ),
    mutation(
        "the cards change places",
        "helpers/capstone/pictures.py",
        "(cards.delivery, cards.product)]",
        "(cards.product, cards.delivery)]",
        _test("capstone", "each_panel_draws_its_own_card"),
    ),
    mutation(
        "earned value is drawn as cost",
        "helpers/capstone/pictures.py",
        "earned = [0.0, *(round(week.earned_value",
        "earned = [0.0, *(round(week.actual_cost",
        _test("capstone", "the_week_picture_draws_the_history"),
    ),
]
LAB = [
    mutation(
        "a refused value is not answered",
        f"{LABS}view.py",
        "self._faults[field or next(iter(self._faults))].value = words.fault(sentence)",
        "pass",
        _test("labs", "a_value_out_of_range_is_refused_beside_its_field"),
    ),
    mutation(
        "the prediction moves nothing",
        f"{LABS}view.py",
        "self.values = self.lab.start() | self.lab.sheet.prediction.move",
        "pass",
        _test("labs", "try_it_moves_the_controls_and_compares"),
    ),
    mutation(
        "any range is taken",
        "helpers/content/labs.py",
        "if not field.low <= value <= field.high:",
        "if value != value:",
        "tests/author/test_lab_sheets.py::test_a_number_is_taken_only_within_its_range",
    ),
    mutation(
        "all ideas hang from the root",
        f"{LABS}discover.py",
        "needs.get(values[idea], top)",
        "top",
        _test("lab_10", "a_well_sorted_tree_is_sound_and_fully_drawn"),
    ),
    mutation(
        "the scores break at the wrong idea",
        f"{LABS}choose.py",
        "methods.rice_break_even(ideas, top.name, second.name)",
        "methods.rice_break_even(ideas, second.name, top.name)",
        _test("lab_10_choose", "scores_and_the_changes_that_turn_them"),
    ),
    mutation(
        "a funnel lifts one step only",
        f"{LABS}growth.py",
        "if row >= place else n",
        "if row == place else n",
        _test("lab_11", "funnel_multiplies_the_rates_through"),
    ),
    mutation(
        "a month to come is zero",
        f"{LABS}growth.py",
        "                row.append(None)\n",
        '                row.append(Cell("0.0%", 0.0))\n',
        _test("lab_11", "a_month_to_come_is_not_yet_known_and_no_zero"),
    ),
    mutation(
        "an experiment needs one arm",
        f"{LABS}learn.py",
        'math.ceil(2 * needed / values["riders"])',
        'math.ceil(needed / values["riders"])',
        _test("lab_11", "ab_plan_follows_the_formula"),
    ),
    mutation(
        "every arrow is critical",
        f"{FORMS}network.py",
        "tight = before.critical and step.critical and before.end == step.start",
        "tight = before.critical",
        _test("lab_12", "the_network_is_the_worked_case"),
    ),
    mutation(
        "the curve comes a day late",
        f"{LABS}uncertainty.py",
        "shares = [round(100 * runs.chance_by(day), 1)",
        "shares = [round(100 * runs.chance_by(day - 1), 1)",
        _test("lab_12_odds", "the_s_curve_is_that_of_other_random_numbers"),
    ),
    mutation(
        "an early finish is paid for",
        f"{LABS}uncertainty.py",
        ".clip(min=0)",
        "",
        _test("lab_12_odds", "the_costs_of_a_promise"),
    ),
    mutation(
        "planned value lags a week",
        f"{LABS}control.py",
        "due = plan[min(week, planned_weeks) - 1]",
        "due = plan[min(week, planned_weeks) - 2]",
        _test("lab_13", "week_ten_is_the_worked_case"),
    ),
    mutation(
        "a response costs no contingency",
        f"{LABS}people.py",
        ".chance_within(pot - paid)",
        ".chance_within(pot)",
        _test("lab_13_people", "cover_is_the_sum_over_all_that_can_happen"),
    ),
]
COMING_BACK = [
    mutation(
        "an answer that was shown does not come back",
        f"{REVIEW}questions.py",
        'attempt.outcome in ("incorrect", "revealed")',
        'attempt.outcome == "incorrect"',
        _test("review_questions", "what_an_answer_tells_the_scheduler"),
    ),
    mutation(
        "all that is due is mixed in",
        f"{REVIEW}questions.py",
        "return tuple(ready[:MIXED_IN])",
        "return tuple(ready)",
        _test("review_questions", "at_most_three_are_mixed_in_confident_mistakes_first"),
    ),
    mutation(
        "cards leave all the room to questions",
        f"{REVIEW}questions.py",
        "now, a_day - cards, first=",
        "now, a_day, first=",
        _test("review_limit", "after_twenty_cards_no_question_comes_up_unasked"),
    ),
    mutation(
        "questions leave all the room to cards",
        f"{REVIEW}deck.py",
        "self.limit - self.questions)",
        "self.limit)",
        _test("review_limit", "after_twenty_questions_no_card_comes_up_unasked"),
    ),
    mutation(
        "a clock that was ahead is believed",
        f"{REVIEW}tries.py",
        "in set_right(attempts, now):",
        "in attempts:",
        _test("review_clocks", "what_was_missed_with_a_clock_ten_years_ahead_comes_back"),
    ),
    mutation(
        "the picture believes every clock",
        DASHBOARD,
        "for a in set_right(attempts, now) if",
        "for a in attempts if",
        _test("review_clocks", "the_picture_ends_with_what_the_dashboard_says"),
    ),
    mutation(
        "a returning question is filed under the wrong lesson",
        SESSION,
        "lesson=origin.lesson if origin else self.lesson,",
        "lesson=self.lesson,",
        _test("review_quiz", "a_returning_question_is_filed_under_its_own_lesson_and_counts_there"),
    ),
    mutation(
        "a mark is live",
        WORDS,
        "<em>{escape(origin.mark)}</em>",
        "<em>{origin.mark}</em>",
        _test("review_quiz", "a_mark_is_shown_as_text"),
    ),
    mutation(
        "ten answers are too few",
        f"{REVIEW}calibration.py",
        "return self.answers >= ENOUGH",
        "return self.answers > ENOUGH",
        _test("calibration", "a_share_needs_ten_answers"),
    ),
    mutation(
        "an answer given elsewhere is lost",
        DASHBOARD,
        "        if home != attempt.lesson:\n",
        "        if False:\n",
        _test("dashboard", "an_answer_given_in_another_lesson_counts_in_its_own"),
    ),
]
YOURS = [
    mutation(
        "a changed export is taken",
        f"{RECORDS}json_export.py",
        "    if checksum(export.attempts) != export.sha256:\n",
        "    if False:\n",
        _test("record_json", "a_file_that_is_no_export_is_refused_in_a_sentence"),
    ),
    mutation(
        "the second of two with one id wins",
        f"{RECORDS}store.py",
        "        elif not _is(kept, attempt):\n",
        "        elif False:\n",
        _test("record_merge", "the_first_of_two_with_one_id_stays_and_the_other_is_named"),
    ),
    mutation(
        "a cell is a formula",
        f"{RECORDS}csv_export.py",
        'value.lstrip(" ").startswith(FORMULA)',
        'value.startswith("=")',
        _test("record_json", "no_cell_is_a_formula"),
    ),
    mutation(
        "an answer that was shown was answered",
        f"{RECORDS}xapi.py",
        'verb = "interacted" if shown else "answered"',
        'verb = "answered"',
        _test("record_xapi", "what_a_statement_says_of_each_outcome"),
    ),
    mutation(
        "any word forgets the learner",
        "helpers/lesson/yours.py",
        "    if confirm != name:\n",
        "    if not confirm:\n",
        _test("record_yours", "the_learner_is_forgotten_only_when_that_is_meant"),
    ),
    mutation(
        "a file is overwritten",
        "helpers/lesson/yours.py",
        'target.open("xb")',
        'target.open("wb")',
        _test("record_yours", "no_file_is_overwritten_and_none_is_left_half_written"),
    ),
]
ENDING = [
    mutation(
        "later answers count for the gain",
        f"{FINISH}forms.py",
        "found.setdefault(attempt.question, attempt)",
        "found[attempt.question] = attempt",
        _test("final_check", "only_first_answers_count"),
    ),
    mutation(
        "the gain is too sure",
        "helpers/methods/gain.py",
        "math.sqrt((p + q - (p - q) ** 2) / (size + 2))",
        "math.sqrt((p + q - (p - q) ** 2) / (size + 9))",
        _test("final_check", "the_interval_holds_the_truth_about_19_times_in_20"),
    ),
    mutation(
        "a name on the certificate is live",
        f"{FINISH}certificate.py",
        '<p class="name">{escape(name)}</p>',
        '<p class="name">{name}</p>',
        _test("final_pages", "a_hostile_name_stays_a_name"),
    ),
    mutation(
        "the answers come before the test",
        "helpers/lesson/finale.py",
        'return "" if done == size else',
        'return "" if done else',
        _test("final_pages", "the_answers_wait_for_the_final_test"),
    ),
    mutation(
        "the audit opens before the twelve are judged",
        "helpers/lesson/finale.py",
        "rows, locked=not judged)",
        "rows)",
        _test("final_views", "the_live_audit_waits_until_the_twelve_are_judged"),
    ),
    mutation(
        "a claim is missing from the audit",
        f"{FINISH}audit.py",
        "c.note) for c in ordered]",
        "c.note) for c in ordered[1:]]",
        _test("final_views", "the_audit_has_all_eighty_with_verdict_and_evidence"),
    ),
]
PICTURES = [
    mutation(
        "words sink with their tails",
        "helpers/charts/pixels.py",
        "round(font.get_bitmap_offset()[0] / 64), len(cover) - above",
        "round(font.get_bitmap_offset()[0] / 64), 0",
        _test("pixels", "words_with_and_without_tails_stand_on_one_line"),
    ),
    mutation(
        "rare colours push out frequent ones",
        "helpers/charts/pixels.py",
        "key=lambda e: (-e[0], e[1])",
        "key=lambda e: e",
        _test("pixels", "the_palette_holds_the_frequent_colours_at_their_distance"),
    ),
]
LATER: list[Mutation] = [*MODEL, *PLAY, *LAB, *COMING_BACK, *YOURS, *ENDING, *PICTURES]
