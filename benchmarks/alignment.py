"""Aligning the blocks of a page with a text that was taken from it: the true body, or what a system gave."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

__all__ = ["GRAM", "IN_BODY", "LEAST_COVERAGE", "Gram", "align", "grams", "words_of"]

GRAM = 4
"""Words of a gram. Fewer agree by chance."""
IN_BODY = 0.6
"""Least share of a block's grams in the text for the block to be part of it."""
LEAST_COVERAGE = 0.3
"""Largest share for a block to be no part of the text."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("([\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")
_MOST_PLACES_OF_WORD = 400
_MOST_PLACES_OF_GRAM = 30
_MOST_STARTS = 60
_BONUS_OF_BLOCK = 0.01

Gram = tuple[str, ...]
_Chain = tuple[int, float, "_Chain"] | tuple[()]
"""A block, the share of it that is in the text, and the chain before it."""


def words_of(text: str) -> list[str]:
    """Lower-case words; characters of scripts without spaces one by one."""
    return _WORD.findall(_UNSPACED.sub(r" \1 ", text.lower()))


def grams(words: Sequence[str]) -> list[Gram]:
    """Every run of `GRAM` words, in order; none for fewer words."""
    return [tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)]


def align(blocks: Sequence[list[str]], text: list[str]) -> tuple[list[float], float]:
    """Find the heaviest chain of blocks that stand in a text in order.

    Args:
        blocks: Words of each block of the page.
        text: Words of the text.

    Returns:
        The share of each block that is in the text (0 for blocks off the chain), and the share of the text covered.
    """
    gram_places: dict[Gram, list[int]] = defaultdict(list)
    for at, gram in enumerate(grams(text)):
        gram_places[gram].append(at)
    word_places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(text):
        word_places[word].append(at)
    ends: list[int] = [0]
    weights: list[float] = [0.0]
    chains: list[_Chain] = [()]
    for index, words in enumerate(blocks):
        steps: list[tuple[int, float, _Chain]] = []
        for start, share in _places(words, text, gram_places, word_places):
            before = bisect_right(ends, start + 1) - 1
            weight = weights[before] + len(words) * share + _BONUS_OF_BLOCK
            steps.append((start + len(words), weight, (index, share, chains[before])))
        for end, weight, chain in sorted(steps, key=lambda step: step[:2]):
            at = bisect_right(ends, end) - 1
            if weights[at] >= weight:
                continue
            stop = at + 1
            while stop < len(ends) and weights[stop] <= weight:
                stop += 1
            start = at if ends[at] == end else at + 1
            ends[start:stop], weights[start:stop], chains[start:stop] = [end], [weight], [chain]
    shares = [0.0] * len(blocks)
    chain = chains[-1]
    while chain:
        index, share, chain = chain
        shares[index] = share
    return shares, weights[-1] / max(1, len(text))


def _places(
    words: list[str],
    text: list[str],
    gram_places: Mapping[Gram, list[int]],
    word_places: Mapping[str, list[int]],
) -> list[tuple[int, float]]:
    """Where in the text a block may stand, with the share of it that stands there."""
    if not words:
        return []
    if len(words) < GRAM:
        places = word_places.get(words[0], [])[:_MOST_PLACES_OF_WORD]
        return [(at, 1.0) for at in places if text[at : at + len(words)] == words]
    block_grams = grams(words)
    share = sum(gram in gram_places for gram in block_grams) / len(block_grams)
    if share <= LEAST_COVERAGE:
        return []
    starts: set[int] = set()
    for offset, gram in enumerate(block_grams):
        starts.update(max(0, at - offset) for at in gram_places.get(gram, [])[:_MOST_PLACES_OF_GRAM])
        if len(starts) > _MOST_STARTS:
            break
    return [(start, share) for start in sorted(starts)]
