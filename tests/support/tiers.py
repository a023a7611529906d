"""Which tests wait for CI, and why: the one list.

A newcomer's run (the README's command) leaves them out, so that it stays within two and a half
minutes; with ``CI=true``, and wherever a test's file or folder is named, all of them run. A line
names a folder, a file or a test, and may keep a part of its cases for the newcomer.
"""

from __future__ import annotations

import ast
import os
from collections import Counter
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parents[1]
CI = os.environ.get("CI", "").lower() == "true"


class Later(NamedTuple):
    """Tests that a newcomer's run leaves out.

    Parameters
    ----------
    where : str
        How their ids below ``tests/`` begin: a folder, a file, a test.
    why : str
        What they cost, or what holds in their place.
    keep : int
        Every so many-th case of each test stays; 0 keeps none.
    """

    where: str
    why: str
    keep: int = 0


LATER: tuple[Later, ...] = (
    # A real browser: half a minute of it stays.
    Later("browser/test_accessibility.py", "axe takes seconds a page; every lesson, three themes"),
    Later("browser/test_capstone_in_lab.py", "twenty weeks by mouse and by keyboard"),
    Later("browser/test_course_in_a_browser.py", "builds the live site, opens ten lessons"),
    Later("browser/test_pages_to_read.py", "axe over four pages, three times"),
    Later("browser/test_injection_in_lab.py", "the same texts are held in `test_injection`"),
    Later("browser/test_labs_in_lab.py::test_controls_have", "every lab", keep=10),
    Later("browser/test_labs_in_lab.py::test_a_change_redraws", "every lab", keep=20),
    Later("browser/test_labs_in_lab.py", "mouse, keys, places and axe in every lab"),
    Later("browser/test_reader_in_lab.py::test_a_lesson_opens", "the way in", keep=1),
    Later("browser/test_reader_in_lab.py", "opens lessons, some without a kernel"),
    Later("browser/test_quiz_in_lab.py::test_reload", "opens the lesson once more"),
    Later("browser/test_quiz_in_lab.py::test_long_options", "three themes"),
    Later("browser/test_quiz_in_lab.py::test_the_fold", "needs a picture whose guess was skipped"),
    Later("learner/test_simulation_model.py::test_random_decisions", "whole plays"),
    Later("browser/test_quiz_in_lab.py::test_day_two", "opens the lesson once more"),
    Later("browser/test_own_case_in_lab.py", "a whole case typed; `test_own_case` keeps one, too"),
    Later("browser/test_in_view.py::test_one_of_each", "three sizes of a screen", keep=3),
    Later("browser/test_in_view.py::test_no_button_comes", "every card of the first lesson"),
    Later("browser/test_in_view.py::test_an_eighth", "forty questions in five states"),
    Later("teacher/test_many_learners.py", "writes and reads two thousand files"),
    Later("browser/test_paper_pages.py", "prints in a browser"),
    Later("browser/test_slides_fit.py", "every deck in a browser"),
    Later("browser/test_vote_on_a_phone.py", "a whole vote, twice"),
    # A real Hub: its service, its store and its settings are tested without one.
    Later("hub/test_attacks.py", "starts Hubs; `test_service` makes most attacks without one"),
    Later("hub/test_class.py", "starts Hubs, a class logs in"),
    Later("hub/test_kills.py", "kills a service under load"),
    Later("hub/test_lti.py", "starts a Hub for launches"),
    Later("hub/test_servers.py", "starts learners' servers and kernels"),
    Later("hub/test_store.py::test_the_command_forgets", "starts a process"),
    Later("hub/test_store.py::test_without_a_database", "starts processes"),
    # Processes and kernels of their own.
    Later("learner/test_budget.py", "weighs a kernel"),
    Later("learner/test_no_network.py::test_no_lesson_opens", "runs every cell of every lesson"),
    Later("learner/test_record_durability.py::test_eight_kernels", "eight processes"),
    Later("learner/test_record_in_a_browser.py::test_two_tabs", "a thousand answers, each on disk"),
    Later("learner/test_sharing.py::test_a_lesson_elsewhere", "a process each", keep=3),
    # Every lab and every chart, drawn: a part of them stays.
    Later("learner/test_labs.py", "draws every lab", keep=8),
    Later("learner/test_charts.py::test_words_and_picture", "draws every chart", keep=3),
    Later("learner/test_charts.py::test_notebook_gets", "draws every chart", keep=3),
    Later("learner/test_charts.py::test_picture_is_small", "draws every chart", keep=3),
    Later("learner/test_lab_discover.py::test_new_answers", "a hundred random cases", keep=10),
    Later("learner/test_lab_discover.py::test_a_prediction_comes", "draws much", keep=3),
    Later("learner/test_lab_measure.py::test_funnel", "sixty random cases", keep=10),
    Later("learner/test_lab_measure_pictures.py", "measures every text drawn", keep=3),
    Later("learner/test_methods_links.py::test_shared_luck", "draws much", keep=3),
    Later("learner/test_methods_links.py::test_the_spread", "draws much", keep=3),
    Later("learner/test_methods_links.py::test_two_paths", "draws much", keep=2),
    Later("learner/test_lab_plan.py::test_words_are_inside", "measures every text drawn", keep=6),
    Later("learner/test_lab_control.py::test_a_live_picture", "measures every text drawn"),
    Later("learner/test_lab_control.py::test_each_week", "every week", keep=6),
    Later("learner/test_lab_control_people.py::test_cover", "every choice of responses", keep=5),
    Later("learner/test_dollar_signs.py::test_dollar_signs_stay", "draws every view", keep=4),
    Later("learner/test_rows_and_pictures.py::test_every_lab", "draws every lab", keep=3),
    Later("learner/test_pixels.py::test_a_large_picture", "draws a large picture"),
    Later("author/test_lms_exports.py", "writes and reads the whole bank in three formats"),
    Later("author/test_faults.py::test_a_fault_turns", "a process each", keep=40),
    # Whole plays, decks and classes.
    Later("learner/test_capstone.py::test_the_other_chairs", "a whole play"),
    Later("learner/test_capstone.py::test_the_tournament", "a whole play"),
    Later("learner/test_capstone.py::test_the_end_", "whole plays; a stop ends one sooner"),
    Later("learner/test_capstone.py::test_a_play_costs", "a whole play"),
    Later("learner/test_capstone.py::test_the_examples_disagree", "whole plays"),
    Later("learner/test_simulation_bands.py", "hundreds of plays of each kind"),
    Later("learner/test_simulation_cards.py::test_a_launch_after", "plays until one is so late"),
    Later("learner/test_simulation_regularities.py", "many plays of each kind", keep=6),
    Later("author/test_authoring.py::test_check_says", "`test_check` does the same, whole"),
    Later("author/test_check.py::test_a_new_lesson", "reads a course"),
    Later("author/test_nbconvert.py", "runs whole notebooks", keep=3),
    Later("author/test_question_wording.py::test_the_courses", "writes every question"),
    Later("author/test_check.py::test_a_damage", "reads a course each", keep=6),
    Later("author/test_site.py::test_a_base", "writes the whole site once more"),
    Later("author/test_site.py::test_without_a_live", "writes the whole site once more"),
    Later("author/test_slides_and_paper.py::test_a_lesson_makes", "every lesson's deck", keep=5),
    Later("author/test_slides_and_paper.py::test_there_is_a_page", "the paper of all lessons"),
    Later("learner/test_record_xapi.py::test_a_bad_statement", "builds a record each", keep=5),
    Later("teacher/test_vote.py::test_a_vote_from", "a whole vote"),
    Later("teacher/test_vote.py::test_every_question", "draws", keep=4),
    Later("teacher/test_classroom_results.py::test_thirty_names", "draws thirty names", keep=3),
    Later("teacher/test_classroom_results.py::test_a_big_class", "a big class"),
    Later("teacher/test_classroom_results.py::test_nobody_is_named", "every picture of a class"),
    Later("teacher/test_classroom_results.py::test_pictures_stay", "every picture of a class"),
    Later("author/test_style.py::test_types_hold", "checks the types of the whole engine"),
    Later("author/test_style.py::test_a_wrong_type", "checks types once more"),
    Later("author/test_packaging.py::test_an_installation", "installs everything, once more"),
    Later("author/test_packaging.py::test_a_clone_is_set_up", "makes environments"),
    Later("author/test_wording.py::test_no_run_of_eight", "reads every text of the course"),
)


def line_for(test: str, later: tuple[Later, ...] = LATER) -> Later | None:
    """The first line that names a test, given by its id below ``tests/``."""
    return next((line for line in later if test.startswith(line.where)), None)


def left_out(tests: list[str], later: tuple[Later, ...] = LATER) -> set[str]:
    """Which tests wait for CI, by their ids below ``tests/``."""
    seen: Counter[str] = Counter()
    out = set()
    for test in tests:
        if line := line_for(test, later):
            function = test.partition("[")[0]
            if not line.keep or seen[function] % line.keep:
                out.add(test)
            seen[function] += 1
    return out


def known(where: str) -> bool:
    """Whether some test's id begins so."""
    file, _, test = where.partition("::")
    path = TESTS / file
    if not test:
        return path.is_dir() or path.is_file()
    if not path.is_file():
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    return any(name.startswith(test) for name in names if name.startswith("test_"))
