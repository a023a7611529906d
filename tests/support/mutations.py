"""Faults to plant in a copy of the project: each must turn a test red (see `test_mutations`).

A mutation replaces one text in one file, once. Its tests are the smallest set that should notice;
a notebook among them is run as strict nbval.
"""

from __future__ import annotations

from typing import NamedTuple

GRADE, OUTCOME = "helpers/grading/grade.py", "helpers/grading/outcome.py"
SESSION, VIEW = "helpers/quiz/session.py", "helpers/quiz/view.py"
FIELDS, STATIC, WORDS = "helpers/quiz/fields.py", "helpers/quiz/static.py", "helpers/quiz/words.py"
MARKUP, CARDS, CHART = "helpers/document.py", "helpers/cards.py", "helpers/charts/chart.py"
BARS, DOTS = "helpers/charts/forms/bars.py", "helpers/charts/forms/dots.py"
SPANS, GRIDS = "helpers/charts/forms/spans.py", "helpers/charts/forms/grids.py"
CANVAS, TWIN = "helpers/charts/canvas.py", "helpers/charts/twin.py"
RULES, STORE, RECORD = (
    "helpers/content/rules.py",
    "helpers/record/store.py",
    "helpers/record/record.py",
)
LESSON, DASHBOARD = "helpers/lesson/lesson.py", "helpers/dashboard.py"
HOOK, COMMITTED = "helpers/authoring/save_hook.py", "helpers/authoring/committed.py"

FIRST, SECOND = "two_jobs_one_abbreviation", "what_is_a_product_manager"
SMALL_LESSON = "notebooks/01_two_jobs_one_abbreviation.ipynb"
SCORES = "tests/learner/test_grading.py::test_scores_are_exactly_those_of_the_table"
BY_HAND = "tests/learner/test_quiz.py::test_a_response_by_hand_is_kept_and_judged"
OPTIONS = "tests/learner/test_quiz.py::test_every_option_is_offered_and_stands_for_itself"
RESTORED = "tests/learner/test_quiz_restored.py::test_an_answer_is_there_again_in_a_new_quiz"
ON_PAPER = (
    "tests/learner/test_quiz_paper.py::test_every_question_and_every_choice_is_on_paper[samples]"
)
SHOWN_AS_TEXT = "tests/learner/test_injection.py::test_shown_as_text_in_every_view"
AXES = "tests/learner/test_charts.py::test_axes_are_labelled[life_lines]"
KEYS = "tests/author/test_keys.py::test_the_key_is_what_the_data_or_the_method_says"
LESSON_KEEPS = "tests/author/test_lessons.py::test_the_lesson_keeps"


class Mutation(NamedTuple):
    """One fault: what it breaks, where, the text before and after, and who must notice."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]


def mutation(name: str, path: str, old: str, new: str, *tests: str) -> Mutation:
    return Mutation(name, path, old, new, tests)


_m = mutation


def _quiz(name: str) -> str:
    return f"tests/learner/test_quiz.py::test_{name}"


def _charts(name: str) -> str:
    return f"tests/learner/test_charts.py::test_{name}"


def _figures(name: str) -> str:
    return f"tests/author/test_figures.py::test_{name}"


def _details(name: str) -> str:
    return f"tests/learner/test_engine_details.py::test_{name}"


GRADING = [
    _m(
        "single choice pays for a wrong option",
        GRADE,
        "judged(float(option.correct), [",
        "judged(float(not option.correct), [",
        SCORES,
    ),
    _m(
        "multiple response pays in spite of wrong ticks",
        GRADE,
        "return judged((right - (len(chosen) - right)) / keys, remarks)",
        "return judged(right / keys, remarks)",
        SCORES,
    ),
    _m(
        "true or false pays half for the wrong verdict",
        GRADE,
        "option.verdict == key.verdict",
        "option.verdict != key.verdict",
        SCORES,
    ),
    _m(
        "sorting pays for the wrong groups",
        GRADE,
        "if item.group != group]",
        "if item.group == group]",
        SCORES,
    ),
    _m(
        "matching pays for the wrong matches",
        GRADE,
        "if offered[i] != p.match]",
        "if offered[i] == p.match]",
        SCORES,
    ),
    _m(
        "ordering pays for pairs the wrong way round",
        GRADE,
        "sum(a < b for a, b in pairs)",
        "sum(a > b for a, b in pairs)",
        SCORES,
    ),
    _m(
        "a number is right outside its tolerance",
        GRADE,
        "abs(value - question.answer) <= slack",
        "abs(value - question.answer) > slack",
        SCORES,
    ),
    _m(
        "a number has no tolerance",
        GRADE,
        "slack = question.tolerance + 1e-9",
        "slack = 1e-9",
        SCORES,
    ),
    _m(
        "a scenario pays for the wrong owner",
        GRADE,
        "owner_score = float(who.accepted)",
        "owner_score = float(not who.accepted)",
        SCORES,
    ),
    _m(
        "a scenario pays in full without its condition",
        GRADE,
        "owner_score /= 2",
        "owner_score /= 1",
        SCORES,
    ),
    _m(
        "half of the score is not partly right",
        OUTCOME,
        '"partly" if score >= 0.5',
        '"partly" if score > 0.5',
        SCORES,
    ),
    _m(
        "True is taken for option 1",
        GRADE,
        "isinstance(value, int) and not isinstance(value, bool)",
        "isinstance(value, int)",
        "tests/learner/test_grading.py::test_a_missing_incomplete_or_misshapen_response_is_not_attempted",
    ),
    _m(
        "a decimal comma is dropped",
        "helpers/grading/numbers.py",
        'decimal_reading = digits.replace(",", ".")',
        'decimal_reading = digits.replace(",", "")',
        "tests/learner/test_grading_numbers.py::test_a_typed_number_is_read_as_people_write_it",
    ),
    _m(
        "a near miss does not get its own reason",
        GRADE,
        "[Remark(miss.feedback)]",
        "[Remark(question.otherwise)]",
        "tests/learner/test_grading_course.py::"
        "test_each_wrong_entry_is_never_correct_and_gets_its_own_feedback",
    ),
    _m(
        "hints begin with the last one",
        GRADE,
        "return question.hints[used] if",
        "return question.hints[used - 1] if",
        "tests/learner/test_grading_course.py::test_hints_come_in_order_and_run_out",
    ),
    _m(
        "the full answer marks right options wrong",
        "helpers/grading/solution.py",
        'return Line("Right" if option.correct',
        'return Line("Right" if not option.correct',
        "tests/learner/test_grading.py::test_the_full_answer_marks_the_key",
    ),
]

QUIZ = [
    _m("Check does nothing", VIEW, "on_click(lambda _: self.check())", "on_click(id)", BY_HAND),
    _m(
        "Hint does nothing",
        VIEW,
        "self.reveal() if self.session.may_reveal else self.hint()",
        "None",
        _quiz("hints_come_one_by_one_and_then_the_answer"),
    ),
    _m(
        "Next does nothing",
        VIEW,
        "self._next.on_click(self._press_next)",
        "",
        "tests/learner/test_quiz_pages.py::"
        "test_back_and_next_lead_through_all_questions_to_the_result_and_round",
    ),
    _m(
        "feedback shows before the answer is kept",
        VIEW,
        "        result = self.session.check()\n",
        "        from helpers.grading import grade\n"
        "        early = grade(self.session.question, self.session.now.response)\n"
        "        self._box and self._say(words.feedback(early), '')\n"
        "        result = self.session.check()\n",
        _quiz("an_answer_is_kept_before_its_feedback_shows"),
    ),
    _m("an answer is not kept", SESSION, "        self.record.append(attempt)\n", "", BY_HAND),
    _m(
        "every click is an attempt",
        SESSION,
        "if state.result and state.response == state.checked:",
        "if False:",
        _quiz("the_same_answer_checked_twice_is_one_attempt"),
    ),
    _m(
        "an old answer does not come back",
        SESSION,
        "            state.response, state.confidence = last.response, last.confidence\n",
        "",
        RESTORED,
    ),
    _m(
        "tries are forgotten overnight",
        SESSION,
        "state.tries = len(judged)",
        "state.tries = 0",
        _details("tries_outlive_the_kernel"),
    ),
    _m(
        "an answer to an edited question comes back",
        SESSION,
        " if a.version == version]",
        "]",
        "tests/learner/test_quiz_restored.py::test_an_edited_question_starts_afresh",
    ),
    _m(
        "Show answer is offered at once",
        SESSION,
        "TRIES_BEFORE_ANSWER = 2",
        "TRIES_BEFORE_ANSWER = 0",
        _quiz("the_answer_is_offered_after_two_tries"),
    ),
    _m(
        "the last hint does not offer the answer",
        SESSION,
        " or state.hints >= len(self.question.hints)",
        "",
        _quiz("hints_come_one_by_one_and_then_the_answer"),
    ),
    _m(
        "an answer that was shown counts as correct",
        SESSION,
        'self._keep("revealed", 0.0)',
        'self._keep("correct", 1.0)',
        _quiz("the_answer_tells_every_reason_and_is_never_a_correct_one"),
    ),
    _m(
        "hints are not kept with the answer",
        SESSION,
        "hints=state.hints,",
        "hints=0,",
        _quiz("hints_come_one_by_one_and_then_the_answer"),
    ),
    _m(
        "confidence is not kept",
        VIEW,
        'self.session.sure(change["new"])',
        "pass",
        _quiz("confidence_is_kept_with_the_answer_and_stays_with_its_question"),
    ),
    _m(
        "confidence is kept on the first page only",
        VIEW,
        "        self._sure.value = self.session.now.confidence\n        self._loading = False\n",
        "        self._sure.value = self.session.now.confidence\n",
        _details("confidence_by_hand_is_kept_on_every_page"),
    ),
    _m(
        "the first answer takes the age of the machine",
        SESSION,
        "self._restore(q) for q in self.questions]\n        self._open()\n",
        "self._restore(q) for q in self.questions]\n",
        _details("the_time_of_an_answer_begins_when_its_question_is_shown"),
    ),
    _m("screen readers hear nothing", VIEW, "self._companion.status = spoken", "pass", BY_HAND),
    _m(
        "nobody is told that answers are not kept",
        VIEW,
        'if notice and html and self.session.record.name != "guest":',
        "if False:",
        "tests/learner/test_quiz_pages.py::test_feedback_shows_even_where_nothing_can_be_kept_and_says_so",
    ),
    _m(
        "the last option is missing",
        FIELDS,
        "_options([(texts[i], i) for i in order]",
        "_options([(texts[i], i) for i in order[:-1]]",
        OPTIONS,
    ),
    _m(
        "an option stands for its place on show",
        FIELDS,
        "_options([(texts[i], i) for i in order]",
        "_options([(texts[i], n) for n, i in enumerate(order)]",
        OPTIONS,
    ),
    _m(
        "ticks are read in their order on show",
        FIELDS,
        "zip(ticks, order, strict=True)",
        "zip(ticks, sorted(order), strict=True)",
        OPTIONS,
    ),
    _m(
        "options stand in the authors' order for everybody",
        SESSION,
        '    random.Random(f"{seed}:{question.id}").shuffle(order)\n',
        "",
        "tests/learner/test_quiz_restored.py::"
        "test_the_order_on_show_is_the_same_for_a_record_and_differs_between_records",
    ),
    _m(
        "the full answer stands in the authors' order",
        SESSION,
        "    return [lines[i] for i in display_order(question, len(lines), seed)]\n",
        "    return lines\n",
        _details("the_full_answer_stands_in_the_order_on_show"),
    ),
    _m(
        "a new hint takes the old ones away",
        VIEW,
        "question.hints[:used]",
        "question.hints[used - 1 : used]",
        _details("hints_stay_until_the_page_is_turned"),
    ),
    _m(
        "an ordering question offers a place too many",
        FIELDS,
        "range(1, size + 1)]",
        "range(1, size + 2)]",
        _details("an_ordering_question_offers_a_place_for_each_step"),
    ),
    _m(
        "an ordering question may open solved",
        SESSION,
        "order.reverse()",
        "pass",
        "tests/learner/test_quiz_restored.py::test_an_ordering_question_never_opens_in_its_right_order",
    ),
    _m(
        "the result counts wrong answers",
        WORDS,
        'right = sum(outcome == "correct"',
        'right = sum(outcome != "correct"',
        "tests/learner/test_quiz_pages.py::"
        "test_the_result_counts_by_objective_and_names_sections_to_read_again",
    ),
    _m(
        "the last option is missing on paper",
        STATIC,
        'return [("", shuffled([o.text for o in question.options]))]',
        'return [("", shuffled([o.text for o in question.options])[:-1])]',
        ON_PAPER,
    ),
    _m(
        "options stand in the authors' order on paper",
        STATIC,
        "return [entries[i] for i in display_order(question, len(entries), PRINT_SEED)]",
        "return list(entries)",
        "tests/learner/test_quiz_paper.py::test_the_order_on_paper_does_not_give_the_key_away",
    ),
]

ESCAPING = [
    _m(
        "Markdown lets HTML through",
        MARKUP,
        'MarkdownIt("zero", {"html": False',
        'MarkdownIt("commonmark", {"html": True',
        SHOWN_AS_TEXT,
    ),
    _m(
        "every link is a link",
        MARKUP,
        'url.lower().startswith(("https://", "http://", "#"))',
        "True",
        SHOWN_AS_TEXT,
    ),
    _m("options on paper are HTML", STATIC, "<li>{escape(e)}</li>", "<li>{e}</li>", SHOWN_AS_TEXT),
    _m(
        "what feedback speaks of is HTML",
        WORDS,
        "<strong>{escape(text)}{colon}</strong>",
        "<strong>{text}{colon}</strong>",
        SHOWN_AS_TEXT,
    ),
    _m(
        "entries of the full answer are HTML",
        WORDS,
        "{escape(line.about)}",
        "{line.about}",
        SHOWN_AS_TEXT,
    ),
    _m(
        "sentences on cards are HTML",
        CARDS,
        "</strong> {escape(sentence)}</p>",
        "</strong> {sentence}</p>",
        _details("a_card_shows_its_sentence_as_text"),
    ),
    _m(
        "the words under a chart are HTML",
        CHART,
        "{escape(stamp + self.source_line)}",
        "{stamp + self.source_line}",
        _charts("hostile_words_come_out_as_words"),
    ),
    _m(
        "cells of a data table are HTML",
        CHART,
        "{sides[at]}>{escape(text)}</{tag}>",
        "{sides[at]}>{text}</{tag}>",
        _charts("hostile_words_come_out_as_words"),
    ),
]

CHARTS = [
    _m(
        "bars are longer than their numbers",
        BARS,
        "ax.barh(places, values, height",
        "ax.barh(places, [1.1 * v for v in values], height",
        _figures("survey_values"),
    ),
    _m(
        "shares are wider than their numbers",
        BARS,
        "range(len(names)), part.values, left=edges",
        "range(len(names)), [0.9 * v for v in part.values], left=edges",
        _figures("survey_values"),
    ),
    _m(
        "points stand beside their values",
        DOTS,
        "values = [row[position] for row in rows]",
        "values = [row[position] + 0.05 for row in rows]",
        _figures("work_activity_values"),
    ),
    _m(
        "activities of the plan are longer",
        SPANS,
        "[task.duration for _, task in chosen]",
        "[task.duration + 1 for _, task in chosen]",
        _figures("schedule_values"),
    ),
    _m(
        "a project ends late on its life line",
        SPANS,
        "[stop - life.start], left=[life.start]",
        "[1.2 * (stop - life.start)], left=[life.start]",
        SMALL_LESSON,
    ),
    _m(
        "a cell is shaded for another letter",
        GRIDS,
        "weak.index(letters)",
        "0",
        _figures("decision_rights_values"),
    ),
    _m("the value axis has no label", CANVAS, '    ax.set_xlabel(label, loc="left")\n', "", AXES),
    _m(
        "the rows have no heading",
        CANVAS,
        '    ax.set_ylabel(label, rotation=0, ha="right", va="bottom")\n',
        "",
        AXES,
    ),
    _m(
        "invented numbers carry no stamp",
        CANVAS,
        "self._stamp()",
        "pass",
        _charts("illustrative_is_stamped_and_only_where_it_is_true[life_lines]"),
    ),
    _m(
        "the twin is told, not read",
        TWIN,
        "value = write(length)",
        "value = write(length) if not self.texts else self.texts.get("
        'f"label:{group.get_label()}:{index}", "")',
        _charts("a_longer_bar_changes_the_twin"),
    ),
    _m(
        "a picture has no alternative text",
        CHART,
        '{escape(f"{self.title}. {self.alt}")}',
        "",
        _charts("notebook_gets_words_and_a_figure[life_lines]"),
    ),
]

CONTENT = [
    _m(
        "two right options pass for a single choice",
        RULES,
        "def _key_single(question: SingleChoice, say) -> None:\n"
        "    keys = sum(o.correct for o in question.options)\n    if keys != 1:",
        "def _key_single(question: SingleChoice, say) -> None:\n"
        "    keys = sum(o.correct for o in question.options)\n    if keys < 1:",
        "tests/author/test_content.py::test_a_fault_is_named_with_file_place_and_mend",
    ),
    _m(
        "an unknown claim passes",
        RULES,
        'problems += _unknown(here, "claim", question.claims, claims)',
        "pass",
        "tests/author/test_content.py::test_a_fault_is_named_with_file_place_and_mend",
    ),
    _m(
        "a belief counts for any wrong place",
        "helpers/classroom/wrong.py",
        'if entry.tempting in ("", place) else None',
        "",
        "tests/teacher/test_classroom_statistics.py::"
        "test_a_belief_counts_for_the_one_place_that_stands_for_it",
    ),
    _m(
        "any wrong place may go without its belief",
        RULES,
        "and not entry.tempting and len(places) > 2:",
        "and not entry.tempting and False:",
        "tests/author/test_content.py::test_a_fault_is_named_with_file_place_and_mend",
    ),
    _m(
        "a number of a figure changes",
        "lessons_data/figures/pragmatic_2019_time.csv",
        "27",
        "28",
        _figures("values_are_the_verified_ones[pragmatic_2019_time]"),
    ),
    _m(
        "a word of a figure changes",
        "lessons_data/figures/velolink_life_lines.csv",
        "2020-02",
        "2021-02",
        SMALL_LESSON,
    ),
    _m(
        "a numeric key is wrong",
        f"lessons_data/questions/{SECOND}.yaml",
        "  answer: 24\n  tolerance: 0.4\n",
        "  answer: 27\n  tolerance: 0.4\n",
        KEYS,
    ),
    _m(
        "a method gives another number",
        "helpers/methods/schedule.py",
        "slack, free = late_start - start,",
        "slack, free = late_end - start,",
        KEYS,
    ),
    _m(
        "a claim is asked nowhere",
        f"lessons_data/questions/{SECOND}.yaml",
        "  claims: [C04]\n",
        "",
        "tests/author/test_question_bank.py::test_the_bank_is_traced",
    ),
    _m(
        "a claim is taught nowhere",
        f"lessons_data/lessons/{SECOND}.yaml",
        "  claims: [C04]\n",
        "",
        "tests/author/test_question_bank.py::test_the_bank_is_traced",
    ),
    _m(
        "an option has no reason",
        f"lessons_data/questions/{SECOND}.yaml",
        "feedback: A paying city is heard, and its wishes count for viability. "
        "Mina still has to judge whether they serve the vision.",
        "feedback: ''",
        "tests/author/test_authoring.py::test_check_says_that_all_is_well",
    ),
    _m(
        "a heading is not the section's title",
        SMALL_LESSON,
        "## Sort it yourself",
        "## Sort them yourself",
        f"{LESSON_KEEPS}[{FIRST}-headings_in_order]",
    ),
    _m(
        "a section has no takeaway",
        SMALL_LESSON,
        "**Takeaway.** Sort by time",
        "Sort by time",
        f"{LESSON_KEEPS}[{FIRST}-one_takeaway_each]",
    ),
    _m(
        "a link leads nowhere",
        SMALL_LESSON,
        "open [Start here](00_start_here.ipynb)",
        "open [Start here](00_start.ipynb)",
        f"{LESSON_KEEPS}[{FIRST}-links_lead_somewhere]",
    ),
    _m(
        "a low floor knows a high one",
        MARKUP,
        "from functools import cache\n",
        "from functools import cache\n\nimport helpers.quiz\n",
        "tests/author/test_structure.py::test_a_room_imports_only_from_below[content]",
    ),
    _m(
        "opening a lesson loads matplotlib",
        LESSON,
        "from html import escape\n",
        "from html import escape\n\nimport matplotlib\n",
        "tests/author/test_structure.py::test_opening_a_lesson_loads_nothing_heavy",
    ),
]

RECORDS = [
    _m(
        "nothing is committed",
        STORE,
        '        con.execute("COMMIT")\n',
        "",
        "tests/learner/test_record.py::test_order_filters_latest_and_seed",
    ),
    _m(
        "the disk is not waited for",
        STORE,
        '"synchronous=EXTRA"',
        '"synchronous=OFF"',
        "tests/learner/test_record_durability.py::test_the_settings_that_a_power_cut_needs",
    ),
    _m(
        "a full disk loses the answer",
        RECORD,
        "            self._outbox.waiting.setdefault(attempt.id, attempt)\n",
        "",
        "tests/learner/test_record_trouble.py::test_a_full_disk_keeps_answers_in_memory_until_there_is_room",
    ),
    _m(
        "a copied answer counts as mastered",
        "helpers/record/progress.py",
        " and sitting not in revealed:",
        ":",
        "tests/learner/test_record.py::test_progress_by_lesson_and_objective",
    ),
]

LESSONS = [
    _m(
        "a check leaves a question out",
        LESSON,
        'self._quiz(f"Check: {part.title}", part.checks)',
        'self._quiz(f"Check: {part.title}", part.checks[1:])',
        SMALL_LESSON,
    ),
    _m(
        "an answer is filed under another lesson",
        LESSON,
        "            self.content.id,\n            objective=",
        "            self.course.lessons[0].id,\n            objective=",
        _details("a_lesson_files_answers_under_its_own_id"),
    ),
    _m(
        "the dashboard leads to the beginning",
        DASHBOARD,
        "for lesson_id in known[known.index(last) :]:",
        "for lesson_id in known:",
        _details("the_dashboard_leads_to_the_first_open_section"),
    ),
    _m(
        "a guest is not told",
        LESSON,
        "            card = _with_notice(card, notice)\n",
        "            pass\n",
        _details("a_guest_is_told_on_the_title_card_and_on_the_dashboard"),
    ),
    _m(
        "the last lesson leads on",
        LESSON,
        "if place + 1 < len(entries)",
        "if place < len(entries)",
        _details("every_recap_but_the_last_leads_on"),
    ),
    _m(
        "the diagnostic sends the strong through all",
        DASHBOARD,
        "elif marks and all(marks):",
        "elif marks and not any(marks):",
        _details("the_diagnostic_says_what_to_skip"),
    ),
    _m(
        "a saved notebook keeps its views",
        HOOK,
        "        drop_views(content)\n",
        "        pass\n",
        "tests/author/test_authoring.py::test_the_hook_cleans_a_lesson_and_no_other_notebook",
    ),
    _m(
        "a cell without a count passes",
        COMMITTED,
        'if cell.get("execution_count") is None:',
        "if False:",
        "tests/author/test_authoring.py::test_a_bad_notebook_is_rejected",
    ),
]

MUTATIONS = GRADING + QUIZ + ESCAPING + CHARTS + CONTENT + RECORDS + LESSONS
