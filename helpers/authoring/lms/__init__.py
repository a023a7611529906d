"""The bank for other programs: Moodle XML, a Common Cartridge (Canvas and others), Anki decks.

What is written follows the published forms and is read back in the tests by readers of others. It
was never imported into a real Moodle or Canvas here.
"""

from .bank import Chapter, chapters_of_course, chapters_of_terms
from .writing import FORMATS, export
