"""What all widget rooms share: the companion that names controls and keeps their keys."""

from .companion import Companion, GameCompanion, LabCompanion, PredictCompanion, WeekCompanion
from .live_view import LiveView

__all__ = [
    "Companion",
    "GameCompanion",
    "LabCompanion",
    "LiveView",
    "PredictCompanion",
    "WeekCompanion",
]
