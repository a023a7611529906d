"""The quiz room: stock ipywidgets over pure marking and the learner's record."""

__all__ = ["Quiz", "Returning"]


def __getattr__(name: str):
    if name == "Quiz":
        from .view import Quiz

        return Quiz
    if name == "Returning":
        from .session import Returning

        return Returning
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
