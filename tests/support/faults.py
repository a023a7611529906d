"""The faults that are planted: about one for each kind of thing that could go wrong.

`planting` says how a place is named. A newcomer's run plants a few (see `tiers`), CI all.
"""

from __future__ import annotations

from planting import Fault

COMPARE, FILTER, CALL = "turn a comparison", "drop a filter", "drop a call"
SWAP, CONDITION, WRAPPER = (
    "swap plus, minus or times, over",
    "turn a condition",
    "keep only what a call is given",
)
CONSTANT, ASSIGNMENT = "change a constant", "drop an assignment"
AND_OR, NOTHING = "swap and, or", "return nothing"
SCORES = "learner/test_grading.py::test_scores_are_exactly_those_of_the_table"
AS_TEXT = "learner/test_injection.py::test_shown_as_text_in_every_view"
DAMAGE = "author/test_check.py::test_a_damage_is_named_with_its_place"
KEYS = "author/test_keys.py::test_the_key_is_what_the_data_or_the_method_says"


def _fault(name: str, where: str, kind: str, near: str, *tests: str) -> Fault:
    return Fault(name, f"helpers.{where}", kind, near, tests)


def _on_ci(fault: Fault) -> Fault:
    """A fault whose witnesses all wait for CI."""
    return fault._replace(ci=True)


FAULTS: tuple[Fault, ...] = (
    _fault(
        "half of the score is not partly right", "questions.outcome:judged", COMPARE, "0.5", SCORES
    ),
    _fault(
        "answers to another version come back",
        "quiz.session:Session._restore",
        FILTER,
        "version",
        "learner/test_question_versions.py::test_an_answer_ends_with_its_key",
    ),
    _fault(
        "nothing is committed",
        "record.store:_persist",
        CALL,
        "COMMIT",
        "learner/test_record.py::test_order_filters_latest_and_seed",
    ),
    _fault(
        "a full disk loses the answer",
        "record.record:Record._append",
        CALL,
        "waiting.setdefault",
        "learner/test_record_damage.py::test_a_full_disk_keeps_answers_in_memory_until_there_is_room",
    ),
    _fault(
        "a copied answer counts as mastered",
        "record.progress:standing",
        AND_OR,
        "revealed",
        "learner/test_record.py::test_progress_by_lesson_and_objective",
    ),
    _fault(
        "a changed export is taken",
        "record.json_export:read_export",
        COMPARE,
        "sha256",
        "learner/test_record_json.py::test_a_file_that_is_no_export_is_refused_in_a_sentence",
    ),
    _fault(
        "a cell of a table is a formula",
        "record.csv_export:harmless",
        CONDITION,
        "FORMULA",
        "learner/test_record_json.py::test_no_cell_is_a_formula",
    ),
    _fault(
        "an answer that was shown was answered",
        "record.xapi:_statement",
        COMPARE,
        "revealed",
        "learner/test_record_xapi.py::test_what_a_statement_says_of_each_outcome",
    ),
    _fault("every link is a link", "document:_parser", CONSTANT, "#", AS_TEXT),
    _fault(
        "words are HTML", "document:_html", WRAPPER, "escape", AS_TEXT, "learner/test_document.py"
    ),
    _fault(
        "the name of a page is HTML",
        "document:_whole_page",
        WRAPPER,
        "escape",
        "learner/test_final_pages.py::test_a_hostile_name_stays_a_name",
    ),
    _fault(
        "a bar is longer than its row",
        "charts.forms.spans:life_lines",
        SWAP,
        "stop - life.start",
        "learner/test_rows_and_pictures.py::test_every_exhibit_shows_what_its_rows_say[life_lines]",
    ),
    _on_ci(
        _fault(
            "the value axis has no label",
            "charts.canvas:value_axis",
            CALL,
            "set_xlabel",
            "learner/test_charts.py::test_words_and_picture_keep_the_rules[life_lines]",
        )
    ),
    _fault(
        "invented numbers carry no stamp",
        "charts.canvas:Canvas",
        CALL,
        "_stamp",
        "learner/test_charts.py::test_illustrative_is_stamped_and_only_where_it_is_true[life_lines]",
    ),
    _fault(
        "rare colours push out frequent ones",
        "charts.pixels:_with_few_colours",
        COMPARE,
        "spacing",
        "learner/test_pixels.py::test_the_palette_holds_the_frequent_colours_at_their_distance",
    ),
    _fault("a method gives another number", "methods.schedule:cpm", SWAP, "start", KEYS),
    _fault(
        "the gain is too sure",
        "methods.gain:paired_gain",
        CONSTANT,
        "2",
        "learner/test_final_check.py::test_the_interval_holds_the_truth_about_19_times_in_20",
    ),
    _fault(
        "an experiment needs one arm",
        "labs.learn:_plan",
        SWAP,
        "needed",
        "learner/test_lab_measure.py::test_ab_plan_follows_the_formula",
    ),
    _on_ci(
        _fault(
            "a funnel lifts one step only",
            "labs.growth:funnel",
            COMPARE,
            "place",
            "learner/test_lab_measure.py::test_funnel_multiplies_the_rates_through",
        )
    ),
    _fault(
        "months to come are too many",
        "labs.growth:cohorts",
        SWAP,
        "len(months) + 1",
        "learner/test_lab_measure.py::test_a_month_to_come_is_not_yet_known_and_no_zero",
    ),
    _fault(
        "a week has one day less",
        "labs.control:earned_value",
        SWAP,
        "WEEK * one",
        "learner/test_lab_control.py::test_week_ten_is_the_worked_case",
    ),
    _on_ci(
        _fault(
            "a refused value is not answered",
            "labs.view:LabView._refuse",
            CALL,
            "_say_beside",
            "learner/test_labs.py::test_a_value_out_of_range_is_refused_beside_its_field",
        )
    ),
    _fault(
        "any range is taken",
        "content.labs:range_fault",
        CONDITION,
        "low",
        "author/test_lab_sheets.py::test_a_number_is_taken_only_within_its_range",
    ),
    _fault(
        "a threat always strikes",
        "simulation.model:strikes",
        COMPARE,
        "chance",
        "learner/test_simulation_model.py::test_a_threat_strikes_as_its_activity_ends_and_only_below_its_chance",
    ),
    _fault(
        "a cost is not entered",
        "simulation.model:State.pay",
        CALL,
        "ledger",
        "learner/test_simulation_model.py::test_every_euro_is_in_the_ledger",
    ),
    _fault(
        "the other chair's call is taken in silence",
        "simulation.game:Game.decide",
        CONDITION,
        "override",
        "learner/test_simulation.py::test_the_other_chairs_call_is_taken_aloud_or_not_at_all",
    ),
    _fault(
        "a week is not kept",
        "capstone.play:Play.advance",
        CALL,
        "_keep",
        "learner/test_capstone.py::test_another_notebook_takes_the_play_up",
    ),
    _fault(
        "an answer that was shown does not come back",
        "review.questions:rating_of_answer",
        COMPARE,
        "revealed",
        "learner/test_review_questions.py::test_what_an_answer_tells_the_scheduler",
    ),
    _fault(
        "all that is due is mixed in",
        "review.questions",
        CONSTANT,
        "3",
        "learner/test_review_questions.py::test_at_most_three_are_mixed_in_confident_mistakes_first",
    ),
    _fault(
        "a clock that was ahead is believed",
        "review.tries:first_tries",
        WRAPPER,
        "set_right",
        "learner/test_review_clocks.py::test_what_was_missed_with_a_clock_ten_years_ahead_comes_back",
    ),
    _fault(
        "ten answers are too few",
        "review.calibration:ConfidenceStep.enough",
        COMPARE,
        "ENOUGH",
        "learner/test_calibration.py::test_a_share_needs_ten_answers",
    ),
    _fault(
        "later answers count for the gain",
        "finish.forms:first_attempts",
        CALL,
        "setdefault",
        "learner/test_final_check.py::test_only_first_answers_count",
    ),
    _fault(
        "the answers come before the final test",
        "lesson.final_check:waiting_for",
        COMPARE,
        "done",
        "learner/test_final_pages.py::test_the_answers_wait_for_the_final_test",
    ),
    _fault(
        "any word forgets the learner",
        "lesson.export_and_erase:forget_me",
        CONDITION,
        "confirm",
        "learner/test_record_yours.py::test_the_learner_is_forgotten_only_when_that_is_meant",
    ),
    _fault(
        "a belief counts for any wrong place",
        "questions.parts",
        COMPARE,
        "tempting",
        "teacher/test_classroom_statistics.py::test_a_belief_counts_for_the_one_place_that_stands_for_it",
    ),
    _fault(
        "a saved notebook keeps its views",
        "authoring.save_hook:before_save",
        CALL,
        "drop_views",
        "author/test_authoring.py::test_the_hook_cleans_a_lesson_and_no_other_notebook",
    ),
    _fault(
        "a cell that was not executed passes",
        "authoring.committed:problems",
        CONDITION,
        "execution_count",
        "author/test_authoring.py::test_a_bad_notebook_is_rejected",
    ),
    _fault(
        "several right ticks pay by the wrong measure",
        "questions.parts:ChooseMany.share",
        SWAP,
        "len(response)",
        SCORES,
    ),
    _fault("a number has no tolerance", "questions.parts:Number.near", COMPARE, "slack", SCORES),
    _fault(
        "a scenario pays in full without its condition",
        "questions.types.scenario:Scenario.grade",
        ASSIGNMENT,
        "owner_score /=",
        SCORES,
    ),
    _fault(
        "a key does not make another version",
        "questions.parts:AnswerPart.deciding",
        NOTHING,
        "",
        "learner/test_question_versions.py::test_whatever_decides_the_mark_makes_another_version",
    ),
    _fault(
        "answers of the first edition do not count",
        "questions.versions:counts",
        COMPARE,
        "_first_edition",
        "learner/test_question_versions.py::test_answers_of_the_first_edition_count",
    ),
    _fault(
        "an answer is not kept",
        "quiz.session:Session._keep",
        CALL,
        "record.append",
        "learner/test_quiz.py::test_a_response_by_hand_is_kept_and_judged",
    ),
    _fault(
        "options stand in the authors' order",
        "quiz.session:display_order",
        CALL,
        "shuffle",
        "learner/test_quiz_restored.py::test_the_order_on_show_is_the_same_for_a_record_and_differs_between_records",
    ),
    _fault(
        "screen readers hear nothing",
        "quiz.view",
        ASSIGNMENT,
        "_companion.status",
        "learner/test_quiz.py::test_a_response_by_hand_is_kept_and_judged",
    ),
    _on_ci(
        _fault(
            "a prediction that moves nothing passes the check",
            "authoring.check.labs:fields_can_move",
            COMPARE,
            "start | move",
            f"{DAMAGE}[a move that moves nothing]",
        )
    ),
    _fault(
        "a section without a takeaway passes the check",
        "authoring.check.notebook_anatomy:one_takeaway_each",
        CONDITION,
        "count",
        "author/test_lessons.py::test_a_spoiled_notebook_is_rejected",
    ),
    _fault(
        "a key may always be the longest option",
        "authoring.check.bank_cues:key_seldom_longest",
        COMPARE,
        "allowed",
        "author/test_question_bank.py::test_a_bad_bank_is_rejected",
    ),
    _fault(
        "whoever has no A may decide by the key",
        "authoring.check.whose_call:keys_follow_the_table",
        COMPARE,
        "call.right",
        "author/test_question_bank.py::test_a_bad_course_is_rejected[keys_follow_the_table]",
    ),
    _fault(
        "a second key is compared the wrong way round",
        "authoring.check.second_keys:_matched",
        COMPARE,
        "choice.place",
        "author/test_second_keys.py::test_second_keys_that_agree_are_let_pass",
    ),
    _fault(
        "a reveal counts as a first answer in class",
        "classroom.statistics:first_answers",
        FILTER,
        "revealed",
        "teacher/test_classroom_statistics.py::test_only_the_first_answer_counts_and_a_reveal_is_none",
    ),
    _fault(
        "a learner reads the class",
        "classroom.hub.service",
        AND_OR,
        "TEACHERS",
        "hub/test_service.py::test_only_teachers_read_the_class",
    ),
    _fault(
        "a card is due too late",
        "review.schedule:plan",
        COMPARE,
        "due",
        "learner/test_review.py::test_a_card_of_today_comes_back_above_the_limit",
    ),
    _fault(
        "an answer given elsewhere is lost",
        "dashboard",
        CONDITION,
        "home",
        "learner/test_dashboard.py::test_an_answer_given_in_another_lesson_counts_in_its_own",
    ),
    _fault(
        "an example names its term",
        "flashcards.drill:masked",
        WRAPPER,
        "sub",
        "learner/test_flashcards.py::test_examples_do_not_name_their_term",
    ),
    _fault(
        "an answer is sent twice",
        "sharing.sender:Sender._post",
        ASSIGNMENT,
        "_there",
        "learner/test_sharing.py::test_each_answer_is_sent_once",
    ),
    _on_ci(
        _fault(
            "a wrong option of several costs nothing in Moodle",
            "authoring.lms.moodle:_choose",
            CONDITION,
            "worth",
            "author/test_lms_exports.py::test_moodle_takes_any_text",
        )
    ),
    _fault(
        "the key of an exam names other letters",
        "authoring.exam.codes:_code",
        COMPARE,
        "order",
        "teacher/test_exam.py::test_every_key_is_right_and_every_answer_comes_back",
    ),
)
