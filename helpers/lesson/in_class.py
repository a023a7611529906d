"""The question that a teacher has opened for the whole class, on a JupyterHub with the course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.content import every_question
from helpers.document import Card, sorry
from helpers.sharing import has_server

from .exit_and_review import brought_from

if TYPE_CHECKING:
    from helpers.content.model import Course

    from .exit_and_review import Brought

NO_SERVER = "There is no class server here, so your teacher asks in the room."
NONE_OPEN = "No question is open now. Run this cell again when your teacher has opened one."


def class_question(course: Course) -> Brought | Card:
    """Return the open question with where it comes from, or a card that says why there is none.

    It may belong to any lesson, and its answers are recorded under that one.
    """
    if not has_server():
        return Card(NO_SERVER)
    from helpers.sharing.calls import NoAnswer, OpenQuestion, ResultsService

    try:
        name = ResultsService().call("GET", "/api/question", None, OpenQuestion).question
    except (NoAnswer, ValueError) as error:
        return sorry(str(error))
    if name is None:
        return Card(NONE_OPEN)
    for entry, question in every_question(course):
        if question.id == name:
            return brought_from(entry, question)
    return sorry("The open question is not one of this course's; tell your teacher.")
