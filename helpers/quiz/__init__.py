"""The quiz room: stock ipywidgets over pure marking and the learner's record."""

__all__ = ["Quiz"]


def __getattr__(name: str):
    if name == "Quiz":
        from .view import Quiz

        return Quiz
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
