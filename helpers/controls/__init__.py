"""What all widget rooms share: the companion that names controls and keeps their keys."""

from .companion import Companion, GameCompanion, LabCompanion, PredictCompanion, WeekCompanion
from .live_view import LiveView
from .load_button import LoadButton

__all__ = [
    "Companion",
    "GameCompanion",
    "LabCompanion",
    "LiveView",
    "LoadButton",
    "PredictCompanion",
    "WeekCompanion",
]
