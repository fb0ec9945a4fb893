"""The learned points of each feature, read from `scorecard.json`.

The first pass is a table: a feature has classes, and each class its points. The second is a sum of small decision
trees. Both can be shown feature by feature.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from cleanarticle.score.c_functions import bisect_right
from cleanarticle.score.feature_table import FeatureTable
from cleanarticle.score.features import BLOCK, CONTEXT, ELEMENTS, PARENT
from cleanarticle.score.share import Share, share_of
from cleanarticle.score.trees import Trees
from cleanarticle.score.words import Words, read_words

__all__ = ["Card", "Forest", "Scorecard", "bundled_scorecard", "load_scorecard"]

_LEAF: Final = -1
"""Takes the place of the feature in a leaf."""
_TREE_KEYS: Final = ("feature", "largest", "low", "high", "points")


class Card:
    """Points for features of the first pass, class by class.

    Attributes:
        base: Points of every block.
        columns: For each feature the limits between its classes and the points of each class.
    """

    __slots__ = ("_shares", "base", "columns")

    def __init__(self, base: float, columns: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]) -> None:
        self.base = base
        self.columns = {name: (array("d", limits), array("d", points)) for name, (limits, points) in columns.items()}
        # The blocks of all pages have these few in common.
        self._shares = {
            name: [share_of((name, points)) for points in points_of_classes]
            for name, (_, points_of_classes) in columns.items()
        }

    def points(self, table: FeatureTable) -> Sequence[float]:
        """The points of all features together, without the base, for each row of a table."""
        totals = array("d", bytes(8 * table.size))
        for name, (limits, points) in self.columns.items():
            column = table.column(name)
            for row in range(table.size):
                totals[row] += points[bisect_right(limits, column[row])]
        return totals

    def shares(self, table: FeatureTable, rows: list[int], least: float) -> list[list[Share]]:
        """The points of each feature for these rows of a table, for an explanation; without those under `least`."""
        found: list[list[Share]] = [[] for _ in rows]
        for name, (limits, points) in self.columns.items():
            column, shares = table.column(name), self._shares[name]
            for at in range(len(rows)):
                place = bisect_right(limits, column[rows[at]])
                if abs(points[place]) >= least:
                    found[at].append(shares[place])
        return found


class Forest:
    """Points for the features of the second pass: the sum of what each tree gives.

    The nodes of all trees stand in one list, each tree from its root on.

    Attributes:
        roots: Places of the roots.
        feature: For each node the place of its feature in `CONTEXT`; -1 for a leaf.
        largest: The largest value on the low side.
        low: Place of the node on the low side.
        high: Place of the node on the high side.
        mean: Mean points of the blocks that came to a node; the points of a leaf.
        base: Mean points of all blocks.
    """

    __slots__ = ("_trees", "base", "feature", "high", "largest", "low", "mean", "roots")

    def __init__(
        self,
        roots: list[int],
        feature: list[int],
        largest: list[float],
        low: list[int],
        high: list[int],
        mean: list[float],
    ) -> None:
        self.roots = array("i", roots)
        self.feature = array("i", feature)
        self.largest = array("d", largest)
        self.low = array("i", low)
        self.high = array("i", high)
        self.mean = array("d", mean)
        self.base = sum(mean[root] for root in roots)
        self._trees = Trees(self.roots, self.feature, self.largest, self.low, self.high, self.mean)

    def points(self, table: FeatureTable, rows: list[int]) -> list[float]:
        """The points of these rows of a table with the features of `CONTEXT`."""
        return self._trees.points(table.values, len(table.names), rows)

    def shares(self, table: FeatureTable, rows: list[int], least: float = 0.0) -> list[tuple[Share, ...]]:
        """The points of each feature for these rows, for an explanation: what each question about it changed.

        Features that changed less than `least` are left out, and those that changed most come first.

        Source: the decomposition along the path of A. Saabas, "Interpreting random forests" (2014).
        """
        return self._trees.shares(table.values, CONTEXT, rows, least)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The points of both passes: of a block, its parents, the elements around it and its words; then of its context."""

    block: Card
    parent: Card
    elements: Card
    words: Words
    context: Forest


def load_scorecard(text: str) -> Scorecard:
    """Read a scorecard.

    Args:
        text: JSON. `block`, `parent` and `elements` are `{"base": number, "features": {name: [points of each
            class]}}`. `words` is what `read_words` reads. `context` is `{"features": [names], "roots": [places],
            "feature": [places in features, -1 for a leaf], "largest": [numbers], "low": [places], "high": [places],
            "points": [numbers]}`, all but the first two with one item for each node.

    Returns:
        The scorecard.

    Raises:
        ValueError: A feature is missing or unknown, or has not as many points as classes, or words or a tree are
            malformed.
    """
    data = json.loads(text)
    block, parent, elements = (
        _card(data[name], spec) for name, spec in (("block", BLOCK), ("parent", PARENT), ("elements", ELEMENTS))
    )
    return Scorecard(block, parent, elements, read_words(data["words"]), _forest(data["context"]))


def _card(data: Mapping[str, object], spec: Mapping[str, tuple[float, ...]]) -> Card:
    features, base = data["features"], data["base"]
    if not isinstance(features, dict) or not isinstance(base, int | float):
        raise ValueError("a card has a base (number) and features (an object)")
    if set(features) != set(spec):
        differing = sorted(set(features) ^ set(spec))
        raise ValueError(
            f"the card's features differ from those measured: {differing}; train again: benchmarks/train.py --write"
        )
    for name, limits in spec.items():
        if len(features[name]) != len(limits) + 1:
            raise ValueError(f"feature {name!r} has {len(limits) + 1} classes, not {len(features[name])}")
    return Card(float(base), {name: (limits, tuple(features[name])) for name, limits in spec.items()})


def _forest(data: Mapping[str, Any]) -> Forest:
    features = data["features"]
    if not isinstance(features, list) or not set(features) <= set(CONTEXT):
        raise ValueError(f"the trees ask for features that are not measured: {features}")
    lists = [data.get(key) for key in ("roots", *_TREE_KEYS)]
    columns = [column for column in lists if isinstance(column, list)]
    if len(columns) < len(lists) or len({len(column) for column in columns[1:]}) != 1:
        raise ValueError(f"a forest has roots, and {', '.join(_TREE_KEYS)} with one item for each node")
    roots, feature, largest, low, high, points = columns
    nodes = len(points)
    if not roots or not all(0 <= root < nodes for root in roots):
        raise ValueError(f"a root is the place of one of {nodes} nodes, and there is one or more")
    for node, asked in enumerate(feature):
        # A child comes after its parent, so that every way down ends.
        is_sound = 0 <= asked < len(features) and node < low[node] < nodes and node < high[node] < nodes
        if asked != _LEAF and not is_sound:
            raise ValueError(f"node {node} asks for feature {asked}, and leads to {low[node]} and {high[node]}")
    places = [_LEAF if asked == _LEAF else CONTEXT.index(features[asked]) for asked in feature]
    return Forest(roots, places, largest, low, high, points)


@cache
def bundled_scorecard() -> Scorecard:
    """The points that come with the package."""
    from importlib.resources import files  # not needed to import the library

    return load_scorecard(files("cleanarticle.score").joinpath("scorecard.json").read_text(encoding="utf-8"))
