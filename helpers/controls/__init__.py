"""What all widget rooms share: the companion that names controls and keeps their keys."""

from .companion import Companion

__all__ = ["Companion"]
