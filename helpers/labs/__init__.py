"""Labs: the tools of both professions with live controls, and the same plays from Python.

``LABS`` names the module that holds each lab's function. A function takes the case of the lab's
sheet (``lessons_data/labs/<lab id>.yaml``) and the values of its fields, and returns a `Result`.
"""

from .play import LABS, Lab, Played
from .result import Result
from .view import LabView

__all__ = ["LABS", "Lab", "LabView", "Played", "Result"]
