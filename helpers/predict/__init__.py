"""Guess, then see: a question before a picture, the guess kept, the picture with the guess on it.

`Guessing` is the logic over the record, `PredictView` what a notebook shows of it.
"""

from .guessing import Guessing, guess_card, kept_guess
from .predict_view import PredictView

__all__ = ["Guessing", "PredictView", "guess_card", "kept_guess"]
