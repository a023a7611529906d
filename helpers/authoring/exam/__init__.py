"""An exam in several forms, drawn from a bank that learners do not have, and its results.

`bank` reads the questions, `drawing` chooses and shuffles them, `codes` turns letters on paper into
answers, `paper` prints, `writing` writes it all, `results` reads the table of a class.
"""
