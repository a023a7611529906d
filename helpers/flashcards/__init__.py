"""The flashcards room: the deck, the glossary and the drills over content, as views and words.

The schedule is none of its business: a view is handed the deck that it shows.
"""

__all__ = ["DRILLS", "Flashcards", "Glossary", "drill_questions", "families", "search"]

_HOMES = {
    "DRILLS": "drill",
    "Flashcards": "view",
    "Glossary": "glossary_view",
    "drill_questions": "drill",
    "families": "family",
    "search": "glossary",
}


def __getattr__(name: str):
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
