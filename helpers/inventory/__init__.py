"""The personal inventory: what you would rather answer for, as a pager and a profile."""

__all__ = ["InventoryView"]


def __getattr__(name: str):
    if name == "InventoryView":
        from .view import InventoryView

        return InventoryView
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
