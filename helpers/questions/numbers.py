"""Reading a number that a learner typed, with a decimal point or a decimal comma."""

from __future__ import annotations

import re

_GAP = "[\u00a0\u202f\u2009 '\u2019]"
_SPACED = re.compile(rf"[+\-\u2212]?{_GAP}?\d{{1,3}}({_GAP}\d{{3}})+([.,]\d+)?\Z")
_LONGEST = 40
_NUMBER = re.compile(r"[+\-\u2212]?(\d[\d.,]*|[.,]\d+)")
_ALSO = {"%": ("percent", "per cent"), "EUR": ("\u20ac", "euros", "euro")}
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+\Z")


def parse_number(text: str, unit: str = "") -> tuple[float, ...]:
    """Return the possible readings of ``text``, likeliest first; empty when it is no number.

    Parameters
    ----------
    text : str
        What was typed: ``57.5``, ``57,5``, ``447 059``, ``447,059``, ``57.5 %``, ``EUR 12``.
    unit : str
        The unit that may stand before or after the number, whole or in part, in
        the singular, as ``percent`` for ``%`` and as ``€`` for ``EUR``; another
        unit makes the text unreadable rather than silently dropped.

    Notes
    -----
    ``447,059`` may be a grouped whole number or a decimal. Both readings are
    returned, and marking accepts the one that is right.
    """
    body = text.strip()
    body = _without_unit(body, unit) if len(body) <= _LONGEST else ""
    if _SPACED.match(body):
        body = re.sub(_GAP, "", body)
    body = re.sub(rf"^([+\-\u2212]){_GAP}", r"\1", body)
    if not _NUMBER.fullmatch(body):
        return ()
    sign = -1.0 if body[0] in "-\u2212" else 1.0
    digits = body.lstrip("+-\u2212")
    points, commas = digits.count("."), digits.count(",")
    readings: list[str] = []
    if points and commas:
        decimal = max(digits.rfind("."), digits.rfind(","))
        mark, other = digits[decimal], "," if digits[decimal] == "." else "."
        whole = digits[:decimal]
        if digits.count(mark) == 1 and mark not in whole and (not whole or _GROUPED.match(whole)):
            readings = [digits.replace(other, "").replace(mark, ".")]
    elif points + commas == 0:
        readings = [digits]
    elif points + commas == 1:
        decimal_reading = digits.replace(",", ".")
        readings = [decimal_reading]
        if _GROUPED.match(digits) and not digits.startswith("0"):
            grouped = digits.replace(".", "").replace(",", "")
            readings = [grouped, decimal_reading] if commas else [decimal_reading, grouped]
    elif _GROUPED.match(digits):
        readings = [digits.replace(".", "").replace(",", "")]
    return tuple(sign * float(r) for r in readings)


def _without_unit(body: str, unit: str) -> str:
    words = {unit, *unit.split()}
    words |= {also for word in words for also in _ALSO.get(word, ())}
    words |= {word[:-1] for word in words if len(word) > 3 and word.endswith("s")}
    words = {word for word in words if not word.isdigit()} - {""}  # the 1 in "of 1" is no unit
    if not words:
        return body
    one = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    body = re.sub(rf"(?i)^(?:(?:{one})\s*)+(?=[\d+\-.,\u2212])", "", body)
    return re.sub(rf"(?i)(?<=[\d.,])(?:\s*(?:{one}))+$", "", body)
