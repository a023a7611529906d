"""The start of the course: one week in both chairs, and the path that the learner chooses.

`paths` and `week` are pure; `path_view` and `week_view` are what a notebook shows of them.
"""
