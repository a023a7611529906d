"""The personal inventory: what you would rather answer for, as a pager and a profile."""

from .inventory_view import InventoryView
