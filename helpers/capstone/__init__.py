"""The capstone as a learner plays it: twenty weeks of Relaunch 2.0, kept in the record."""

from .pages import page
from .play import Play
from .view import CapstoneView

__all__ = ["CapstoneView", "Play", "page"]
