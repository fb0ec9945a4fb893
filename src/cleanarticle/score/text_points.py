"""The points of the words of a text. `text_points.pyx` gives the same, compiled, without making the words."""

from __future__ import annotations

from collections.abc import Mapping

from cleanarticle.score.tokens import ends_of

__all__ = ["TextPoints"]


class TextPoints:
    """The points of words by their place in a text."""

    __slots__ = ("_first", "_first_two", "_last", "_last_two", "_pair_starts", "_pairs", "_words")

    def __init__(self, points: Mapping[str, Mapping[str, float]]) -> None:
        self._first, self._first_two = points["first word"], points["first two words"]
        self._last, self._last_two = points["last word"], points["last two words"]
        self._words, self._pairs = points["word"], points["pair"]
        # Most words begin no pair, and to look one up it has to be put together.
        self._pair_starts = frozenset(pair.partition(" ")[0] for pair in self._pairs)

    def points(self, text: str) -> float:
        """The sum of the points of `text_words`."""
        head, tail, is_short = ends_of(text)
        if not head or not tail:
            return 0.0
        total = self._first.get(head[0], 0.0) + self._last.get(tail[-1], 0.0)
        if len(head) > 1:
            total += self._first_two.get(f"{head[0]} {head[1]}", 0.0)
        if len(tail) > 1:
            total += self._last_two.get(f"{tail[-2]} {tail[-1]}", 0.0)
        if is_short:
            for word in dict.fromkeys(head):
                total += self._words.get(word, 0.0)
            starts = self._pair_starts
            pairs = [f"{head[at]} {head[at + 1]}" for at in range(len(head) - 1) if head[at] in starts]
            for pair in dict.fromkeys(pairs):
                total += self._pairs.get(pair, 0.0)
        return total
