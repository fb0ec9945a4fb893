"""The learned points of the features of a body, and the chance that they add up to."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Any, Final

from cleanarticle.quality.features import FEATURES

__all__ = ["QualityTable", "bundled_quality_table", "load_quality_table"]

_MOST_ODDS: Final = 30.0
"""Log odds beyond which a chance is 0 or 1 anyway, and `exp` would overflow some time."""


@dataclass(frozen=True, slots=True)
class QualityTable:
    """Points of the features of a body, learned by `benchmarks/train_quality.py`.

    Attributes:
        base: Points of every body.
        points: For each feature the points of each class.
    """

    base: float
    points: Mapping[str, tuple[float, ...]]

    def chance(self, features: Mapping[str, Any]) -> float:
        """The chance that a body with these features is right."""
        odds = self.base
        for name, limits in FEATURES.items():
            odds += self.points[name][bisect_right(limits, features[name])]
        return 1.0 / (1.0 + exp(-max(-_MOST_ODDS, min(_MOST_ODDS, odds))))


def load_quality_table(text: str) -> QualityTable:
    """Read a table of points.

    Args:
        text: JSON `{"base": number, "features": {name: [points of each class]}}`.

    Returns:
        The table.

    Raises:
        ValueError: The features are others, or have not as many points as classes.
    """
    data = json.loads(text)
    features = data["features"]
    if set(features) != set(FEATURES):
        differing = sorted(set(features) ^ set(FEATURES))
        raise ValueError(
            f"the table's features differ from those measured: {differing}; train again: "
            "benchmarks/train_quality.py --write"
        )
    for name, limits in FEATURES.items():
        if len(features[name]) != len(limits) + 1:
            raise ValueError(f"feature {name!r} has {len(limits) + 1} classes, not {len(features[name])}")
    return QualityTable(float(data["base"]), {name: tuple(map(float, features[name])) for name in FEATURES})


@cache
def bundled_quality_table() -> QualityTable:
    """The points that come with the package."""
    from importlib.resources import files  # not needed to import the library

    return load_quality_table(files("cleanarticle.quality").joinpath("quality.json").read_text(encoding="utf-8"))
