"""The flashcards room: the deck, the glossary and the drills over content, as views and words.

The schedule is none of its business: a view is handed the deck that it shows.
"""

from .deck_view import Flashcards
from .drill import DRILLS, drill_questions
from .family import core_terms, families, groups_of_the_deck, places
from .glossary import search
from .glossary_view import GlossaryView
