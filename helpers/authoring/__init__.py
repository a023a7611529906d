"""The author's commands: ``python -m helpers.authoring check | refresh | new``."""
