"""What a person's name may hold in the name of a profile or a file, in any script."""

from __future__ import annotations

import unicodedata

from .files import shortened

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def belongs(text: str, place: int) -> bool:
    """Whether a sign is part of a word: a letter, digit or mark, or a joiner that spells.

    Joiners, which are not seen, spell after a virama, as in Hindi or Sinhala, and between two
    Arabic letters, as in Persian. Elsewhere they only make two names look alike.
    """
    sign = text[place]
    if sign not in _JOINERS:
        return unicodedata.category(sign)[0] in "LMN"
    before, after = text[:place][-1:], text[place + 1 :][:1]
    if before and unicodedata.combining(before) == 9:
        return True
    return all(one and unicodedata.bidirectional(one) in ("AL", "NSM") for one in (before, after))


def in_a_file_name(name: str) -> str:
    """Return the words of a name with hyphens between them, short enough for any disk; or ""."""
    text = unicodedata.normalize("NFC", name)
    kept = [c if c == "_" or belongs(text, place) else " " for place, c in enumerate(text)]
    return shortened("-".join("".join(kept).split()))
