"""Sends a learner's answers to the teacher of a JupyterHub, where its configuration says so.

Without the two variables that such a Hub sets, nothing is loaded and nothing is sent.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.record import Record

ADDRESS, TOKEN = "COURSE_RESULTS_URL", "JUPYTERHUB_API_TOKEN"
SHARED = (
    "The answers in this record are shared with the teacher of this JupyterHub; your notes, your "
    "profile and your own words are not. lesson.forget_me() deletes them here and there; "
    'lesson.use_profile("guest") keeps and shares nothing.'
)


def has_server() -> bool:
    """Whether there is a class server for this learner."""
    return bool(os.environ.get(ADDRESS) and os.environ.get(TOKEN))


def share(record: Record) -> str:
    """Send the answers of a record from now on, in the background, each once.

    Only answers on disk are sent; those of an earlier record of this process are not any more.

    Returns
    -------
    str
        The sentence that the learner has to read, or "" where nothing is shared.
    """
    if not has_server():
        return ""
    from .sender import send_from

    send_from(record.path, os.environ[ADDRESS], os.environ[TOKEN])
    return SHARED if record.path else ""


def forget_shared() -> str:
    """Delete the copy of this learner's answers that the class server keeps.

    Returns
    -------
    str
        What became of it, in one sentence; "" where nothing is shared.
    """
    if not has_server():
        return ""
    from .calls import NoAnswer, ResultsService
    from .sender import Deleted

    try:
        service = ResultsService(os.environ[ADDRESS], os.environ[TOKEN])
        gone = service.call("DELETE", "/api/answers", None, Deleted).deleted
    except (NoAnswer, ValueError) as error:
        return (
            f"The copy at your teacher's results service was not deleted ({str(error).rstrip('.')})"
            "; run the same again later, or ask your teacher."
        )
    return f"Deleted at your teacher's results service, too: {gone} of your answers."
