"""The front door that a notebook imports."""

from .lesson import LessonView, open_lesson
