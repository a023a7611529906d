"""The exhibits: every function here that is decorated with `exhibit`, in whichever module.

Importing this package imports all its modules, so that they register; none loads matplotlib.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from ..registry import EXHIBITS

__all__ = ["EXHIBITS"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
