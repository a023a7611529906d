"""The flashcards room: the deck, the glossary and the drills over content, as views and words.

The schedule is none of its business: a view is handed the deck that it shows.
"""

__all__ = [
    "DRILLS",
    "Flashcards",
    "Glossary",
    "core_terms",
    "drill_questions",
    "families",
    "places",
    "search",
]

_HOMES = {
    "DRILLS": "drill",
    "Flashcards": "view",
    "Glossary": "glossary_view",
    "core_terms": "family",
    "drill_questions": "drill",
    "families": "family",
    "places": "family",
    "search": "glossary",
}


def __getattr__(name: str):
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
