"""What all widget rooms share: the companion that names controls and keeps their keys."""

from .companion import Companion, LabCompanion

__all__ = ["Companion", "LabCompanion"]
