"""The course's content: what authors edit in ``lessons_data``, read and checked.

Nothing here knows widgets, matplotlib or the learner's files.
"""

from .library import (
    Figure,
    counted,
    course_root,
    every_question,
    find_lesson,
    find_prediction,
    load_claims,
    load_course,
    load_documents,
    load_figure,
    load_glossary,
    load_inventory,
    load_lab,
    load_lesson,
    load_misconceptions,
    load_own_cases,
    load_questions,
    load_scenes,
    load_teaching,
    load_week,
)
from .reading import ContentError
