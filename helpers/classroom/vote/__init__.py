"""A live vote on any device: phones open a page by an address and a join code, without accounts.

`room` knows who votes for what, and when; `pages` says it in HTML; `server` lets phones in, on the
teacher's own computer or inside the results service of a Hub; `view` starts it from a notebook,
and ``python -m helpers.classroom.vote`` from a terminal.
"""
