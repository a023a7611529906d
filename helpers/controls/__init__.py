"""What all widget rooms share: the companion that names controls and keeps their keys."""

from .companion import Companion, GameCompanion, LabCompanion, PredictCompanion
from .live_view import LiveView

__all__ = [
    "Companion",
    "GameCompanion",
    "GameCompanion",
    "LabCompanion",
    "PredictCompanion",
    "LiveView",
]
