"""What a reader sees of a drawn picture."""

from __future__ import annotations


def shown_texts(figure):
    """Every text that a reader sees, with what it belongs to."""
    texts = list(figure.texts)
    for ax in figure.axes:
        texts += [*ax.texts, ax.title, ax._left_title, ax._right_title]
        if ax.axison:
            for axis in (ax.xaxis, ax.yaxis):
                texts.append(axis.label)
                ticks = axis._update_ticks()  # those that are drawn
                texts += [label for tick in ticks for label in (tick.label1, tick.label2)]
    return [text for text in texts if text.get_visible() and text.get_text().strip()]
