"""The capstone as a learner plays it: twenty weeks of Relaunch 2.0, kept in the record."""

from .capstone_view import CapstoneView
from .pages import page
from .play import Play

__all__ = ["CapstoneView", "Play", "page"]
