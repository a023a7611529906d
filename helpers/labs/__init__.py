"""Labs: the tools of both professions with live controls, and the same plays from Python.

A lab is a function here that is decorated with `lab`, in whichever module, and a sheet of the same
name, ``lessons_data/labs/<lab id>.yaml``. Importing this package imports all its modules, so that
they register; none loads matplotlib or numpy.
"""

from importlib import import_module
from pkgutil import iter_modules

from .play import Lab, Played, Unplayable
from .registry import LABS, Case, lab, mismatches
from .result import FieldError, LabResult
from .view import LabView

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = [
    "LABS",
    "Case",
    "FieldError",
    "Lab",
    "LabView",
    "Played",
    "LabResult",
    "Unplayable",
    "lab",
    "mismatches",
]
