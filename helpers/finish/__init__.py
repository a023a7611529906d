"""The final check: gain, audit and certificate over the record. The test itself is a quiz.

Questions are answered as everywhere in the course, with feedback and hints at once; so was the
diagnostic, and both forms are taken alike. What is compared is the first answer to each.
"""

from .advice import final_advice
from .audit import audit_rows
from .audit_view import Audit
from .certificate import Mastery, certificate_html, clean_name, file_name
from .forms import compare, right_at_first, tried
from .gain import gain_card
