"""Learned points: what the measurements of a block are worth, read from `scorecard.json`.

The first pass is a table: a feature has classes, and each class its points. The second is a sum of small decision
trees. Both can be shown feature by feature.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

from cleanarticle.score.features import ALONE, CONTEXT, PLACE, WITHIN

__all__ = ["Card", "Forest", "Scorecard", "bundled_scorecard", "load_scorecard"]

_MOST_DEPTH: Final = 40

Tree: TypeAlias = "float | tuple[int, float, Tree, Tree, float]"
"""The points of a leaf; or the place of a feature, its largest value on the low side, the low and the high side, and
the points a block has in the mean that came so far."""


@dataclass(frozen=True, slots=True)
class Card:
    """Points for the features of the first pass, class by class.

    Attributes:
        base: Points of every block.
        features: Names of the features, in the order of the measurements.
        columns: For each feature the thresholds between its classes and the points of each class.
    """

    base: float
    features: tuple[str, ...]
    columns: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]

    def points(self, measured: Sequence[float]) -> float:
        """Sum up the points of a block's measurements, without the base."""
        total = 0.0
        for value, (thresholds, points) in zip(measured, self.columns, strict=False):
            total += points[bisect_right(thresholds, value)]
        return total

    def shares(self, measured: Sequence[float]) -> dict[str, float]:
        """The points of each feature, for an explanation."""
        return {
            feature: points[bisect_right(thresholds, value)]
            for feature, value, (thresholds, points) in zip(self.features, measured, self.columns, strict=True)
        }


@dataclass(frozen=True, slots=True)
class Forest:
    """Points for the features of the second pass: the sum of what each tree says.

    The first trees say most. Of a block that they put far below the line the others are not asked.

    Attributes:
        trees: The trees.
        base: Points that every block has in the mean.
        points: The points of a block's measurements, in the order of `CONTEXT`.
    """

    trees: tuple[Tree, ...]
    base: float
    points: Callable[[Sequence[float]], float]

    def shares(self, measured: Sequence[float]) -> dict[str, float]:
        """The points of each feature, for an explanation: what the answer to each question about it changed.

        Source: the decomposition along the path of A. Saabas, "Interpreting random forests" (2014).
        """
        shares: dict[str, float] = {}
        for tree in self.trees:
            node = tree
            while isinstance(node, tuple):
                feature, largest, low, high, mean = node
                node = low if measured[feature] <= largest else high
                name = CONTEXT[feature]
                shares[name] = shares.get(name, 0.0) + (node[4] if isinstance(node, tuple) else node) - mean
        return shares


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The points of both passes: a block alone, its place and what it stands in; then the block in its context."""

    alone: Card
    place: Card
    within: Card
    context: Forest


def load_scorecard(text: str) -> Scorecard:
    """Read a scorecard.

    Args:
        text: JSON. `alone`, `place` and `within` are `{"base": number, "features": {name: [points of each class]}}`;
            `context` is `{"features": [names], "trees": [tree]}`, a tree being the points of a leaf or `[place of the
            feature, largest value on the low side, low tree, high tree, mean points]`.

    Returns:
        The scorecard.

    Raises:
        ValueError: A feature is missing, has not as many points as classes, or a tree is none.
    """
    data = json.loads(text)
    specs = {"alone": ALONE, "place": PLACE, "within": WITHIN}
    alone, place, within = (_card(data[name], spec) for name, spec in specs.items())
    return Scorecard(alone, place, within, _forest(data["context"]))


def _card(data: Mapping[str, object], spec: Mapping[str, tuple[float, ...]]) -> Card:
    features, base = data["features"], data["base"]
    if not isinstance(features, dict) or not isinstance(base, int | float):
        raise ValueError("a card has a base (number) and features (an object)")
    if set(features) != set(spec):
        raise ValueError(f"the card's features differ from those measured: {sorted(set(features) ^ set(spec))}")
    for name, thresholds in spec.items():
        if len(features[name]) != len(thresholds) + 1:
            raise ValueError(f"feature {name!r} has {len(thresholds) + 1} classes, not {len(features[name])}")
    columns = tuple((tuple(map(float, thresholds)), tuple(features[name])) for name, thresholds in spec.items())
    return Card(float(base), tuple(spec), columns)


def _forest(data: Mapping[str, object]) -> Forest:
    features, trees = data["features"], data["trees"]
    if features != list(CONTEXT):
        raise ValueError(f"the trees ask other features than are measured: {features}")
    if not isinstance(trees, list) or not trees:
        raise ValueError("a forest has trees (a list)")
    checked = tuple(_tree(tree, 0) for tree in trees)
    base = sum(tree[4] if isinstance(tree, tuple) else tree for tree in checked)
    return Forest(checked, base, _compiled(checked))


def _tree(data: object, depth: int) -> Tree:
    if isinstance(data, int | float):
        return float(data)
    if not isinstance(data, list) or len(data) != 5 or depth > _MOST_DEPTH:
        raise ValueError(f"a tree is points or [feature, largest, low, high, mean], not {data!r:.80}")
    feature, largest, low, high, mean = data
    if not isinstance(feature, int) or not 0 <= feature < len(CONTEXT):
        raise ValueError(f"there is no feature at place {feature!r}")
    return feature, float(largest), _tree(low, depth + 1), _tree(high, depth + 1), float(mean)


def _compiled(trees: Sequence[Tree]) -> Callable[[Sequence[float]], float]:
    """The trees as one Python function: following their tuples node by node takes five times as long."""
    names = ", ".join(f"s{at}" for at in range(len(CONTEXT)))
    lines = ["def points(measured):", f" {names} = measured", " t = 0.0"]
    lines += [f" t += {_expression(tree)}" for tree in trees]
    scope: dict[str, Callable[[Sequence[float]], float]] = {}
    exec(compile("\n".join([*lines, " return t"]), "<scorecard.json>", "exec"), {"__builtins__": {}}, scope)
    return scope["points"]


def _expression(tree: Tree) -> str:
    if not isinstance(tree, tuple):
        return repr(tree)
    feature, largest, low, high, _ = tree
    return f"({_expression(low)} if s{feature} <= {largest!r} else {_expression(high)})"


@cache
def bundled_scorecard() -> Scorecard:
    """The points that come with the package."""
    return load_scorecard(files("cleanarticle.score").joinpath("scorecard.json").read_text(encoding="utf-8"))
