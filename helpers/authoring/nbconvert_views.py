"""Pages made by ``jupyter nbconvert --execute`` keep the paper form of quizzes and labs.

nbconvert prefers a live view, and a page has no kernel: where the view was, it would be blank.
Installing this package switches the preprocessor on (``jupyter_nbconvert_config.json``).
"""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor

from .committed import drop_views
from .save_hook import is_ours


class PaperForm(Preprocessor):
    """Drops live views from the notebooks of this course; leaves all others alone."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Drop the live views of one executed notebook.

        Parameters
        ----------
        nb : NotebookNode
            Changed in place.
        resources : dict
            Returned as it is.
        """
        if is_ours(nb):
            drop_views(nb)
        return nb, resources
