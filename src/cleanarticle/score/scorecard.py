"""The learned points of each feature, read from `scorecard.json`.

The first pass is a table: a feature has classes, and each class its points. The second is a sum of small decision
trees. Both can be shown feature by feature.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

from cleanarticle.score.features import BLOCK, CONTEXT, ELEMENTS, PARENT

__all__ = ["Card", "Forest", "Scorecard", "bundled_scorecard", "load_scorecard"]

# The trees that come with the package are at most 10 deep. A deeper file would end the recursion that reads it.
_MOST_DEPTH: Final = 40

Tree: TypeAlias = "float | tuple[str, float, Tree, Tree, float]"
"""The points of a leaf; or a feature, its largest value on the low side, the low and the high side, and the mean points
of the blocks that came so far."""

Measured = Mapping[str, Any]
"""Features by name; the values are numbers. (A TypedDict is no mapping of numbers to a type checker.)"""


@dataclass(frozen=True, slots=True)
class Card:
    """Points for features of the first pass, class by class.

    Attributes:
        base: Points of every block.
        columns: For each feature the limits between its classes and the points of each class.
    """

    base: float
    columns: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]

    def points(self, measured: Measured) -> float:
        """The points of all features together, without the base."""
        total = 0.0
        for name, (limits, points) in self.columns.items():
            total += points[bisect_right(limits, measured[name])]
        return total

    def shares(self, measured: Measured) -> dict[str, float]:
        """The points of each feature, for an explanation."""
        return {name: points[bisect_right(limits, measured[name])] for name, (limits, points) in self.columns.items()}


@dataclass(frozen=True, slots=True)
class Forest:
    """Points for the features of the second pass: the sum of what each tree gives.

    Attributes:
        trees: The trees.
        base: Mean points of all blocks.
        points: The points of a block by its features.
    """

    trees: tuple[Tree, ...]
    base: float
    points: Callable[[Measured], float]

    def shares(self, measured: Measured) -> dict[str, float]:
        """The points of each feature, for an explanation: what each question about it changed.

        Source: the decomposition along the path of A. Saabas, "Interpreting random forests" (2014).
        """
        shares: dict[str, float] = {}
        for tree in self.trees:
            node = tree
            while isinstance(node, tuple):
                feature, largest, low, high, mean = node
                node = low if measured[feature] <= largest else high
                shares[feature] = shares.get(feature, 0.0) + (node[4] if isinstance(node, tuple) else node) - mean
        return shares


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The points of both passes: of a block, of its parents and the elements around it; then of its context."""

    block: Card
    parent: Card
    elements: Card
    context: Forest


def load_scorecard(text: str) -> Scorecard:
    """Read a scorecard.

    Args:
        text: JSON. `block`, `parent` and `elements` are `{"base": number, "features": {name: [points of each
            class]}}`; `context` is `{"features": [names], "trees": [tree]}`, a tree being the points of a leaf or
            `[index in features, largest value on the low side, low tree, high tree, mean points]`.

    Returns:
        The scorecard.

    Raises:
        ValueError: A feature is missing or unknown, or has not as many points as classes, or a tree is malformed.
    """
    data = json.loads(text)
    block, parent, elements = (
        _card(data[name], spec) for name, spec in (("block", BLOCK), ("parent", PARENT), ("elements", ELEMENTS))
    )
    return Scorecard(block, parent, elements, _forest(data["context"]))


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
    columns = {name: (tuple(map(float, limits)), tuple(features[name])) for name, limits in spec.items()}
    return Card(float(base), columns)


def _forest(data: Mapping[str, object]) -> Forest:
    features, trees = data["features"], data["trees"]
    if not isinstance(features, list) or not set(features) <= set(CONTEXT):
        raise ValueError(f"the trees ask for features that are not measured: {features}")
    if not isinstance(trees, list) or not trees:
        raise ValueError("a forest has trees (a list)")
    checked = tuple(_tree(tree, features, 0) for tree in trees)
    base = sum(tree[4] if isinstance(tree, tuple) else tree for tree in checked)
    return Forest(checked, base, _compiled(checked))


def _tree(data: object, features: list[str], depth: int) -> Tree:
    if isinstance(data, int | float):
        return float(data)
    if not isinstance(data, list) or len(data) != 5 or depth > _MOST_DEPTH:
        raise ValueError(f"a tree is points or [feature, largest, low, high, mean], not {data!r:.80}")
    feature, largest, low, high, mean = data
    if not isinstance(feature, int) or not 0 <= feature < len(features):
        raise ValueError(f"there is no feature number {feature!r}")
    low, high = (_tree(side, features, depth + 1) for side in (low, high))
    return features[feature], float(largest), low, high, float(mean)


def _compiled(trees: tuple[Tree, ...]) -> Callable[[Measured], float]:
    """The trees as one Python function: following their tuples node by node takes five times as long."""
    lines = ["def points(measured):", *(f" {name} = measured[{name!r}]" for name in CONTEXT), " total = 0.0"]
    lines += [f" total += {_expression(tree)}" for tree in trees]
    scope: dict[str, Callable[[Measured], float]] = {}
    exec(compile("\n".join([*lines, " return total"]), "<scorecard.json>", "exec"), {"__builtins__": {}}, scope)
    return scope["points"]


def _expression(tree: Tree) -> str:
    if not isinstance(tree, tuple):
        return repr(tree)
    feature, largest, low, high, _ = tree
    return f"({_expression(low)} if {feature} <= {largest!r} else {_expression(high)})"


@cache
def bundled_scorecard() -> Scorecard:
    """The points that come with the package."""
    from importlib.resources import files  # not needed to import the library

    return load_scorecard(files("cleanarticle.score").joinpath("scorecard.json").read_text(encoding="utf-8"))
