"""What all widget rooms share: the companion that names controls and keeps their keys."""

from .companion import Companion, LabCompanion, PredictCompanion
from .live_view import LiveView

__all__ = ["Companion", "LabCompanion", "PredictCompanion", "LiveView"]
