"""Learned points: what each measurement of a block is worth, read from `scorecard.json`."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cleanarticle.signals import ALONE, CONTEXT, PLACE, WITHIN

__all__ = ["Card", "Scorecard", "bundled_scorecard", "load_scorecard"]


@dataclass(frozen=True, slots=True)
class Card:
    """Points for the signals of one pass.

    Attributes:
        base: Points of every block.
        signals: Names of the signals, in the order of the measurements.
        columns: For each signal the thresholds between its classes and the points of each class.
        cues: Points for the cues of the lexicon.
    """

    base: float
    signals: tuple[str, ...]
    columns: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]
    cues: Mapping[str, float]

    def points(self, measured: Sequence[float]) -> float:
        """Sum up the points of a block's measurements, without base and cues."""
        total = 0.0
        for value, (thresholds, points) in zip(measured, self.columns, strict=False):
            total += points[bisect_right(thresholds, value)]
        return total

    def shares(self, measured: Sequence[float]) -> dict[str, float]:
        """The points of each signal, for an explanation."""
        return {
            signal: points[bisect_right(thresholds, value)]
            for signal, value, (thresholds, points) in zip(self.signals, measured, self.columns, strict=True)
        }


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The points of both passes: a block alone, its place and what it stands in; then the block in its context."""

    alone: Card
    place: Card
    within: Card
    context: Card


def load_scorecard(text: str) -> Scorecard:
    """Read a scorecard.

    Args:
        text: JSON `{pass: {"base": number, "signals": {name: [points of each class]}, "cues": {name: points}}}`.

    Returns:
        The scorecard.

    Raises:
        ValueError: A signal is missing, or has not as many points as classes.
    """
    data = json.loads(text)
    specs = {"alone": ALONE, "place": PLACE, "within": WITHIN, "context": CONTEXT}
    return Scorecard(*[_card(data[name], spec) for name, spec in specs.items()])


def _card(data: Mapping[str, object], spec: Mapping[str, tuple[float, ...]]) -> Card:
    signals, cues, base = data["signals"], data["cues"], data["base"]
    if not isinstance(signals, dict) or not isinstance(cues, dict) or not isinstance(base, int | float):
        raise ValueError("a card has a base (number), signals and cues (objects)")
    if set(signals) != set(spec):
        raise ValueError(f"the card's signals differ from those measured: {sorted(set(signals) ^ set(spec))}")
    for name, thresholds in spec.items():
        if len(signals[name]) != len(thresholds) + 1:
            raise ValueError(f"signal {name!r} has {len(thresholds) + 1} classes, not {len(signals[name])}")
    columns = tuple((tuple(map(float, thresholds)), tuple(signals[name])) for name, thresholds in spec.items())
    return Card(float(base), tuple(spec), columns, cues)


@cache
def bundled_scorecard() -> Scorecard:
    """The points that come with the package."""
    return load_scorecard(files("cleanarticle").joinpath("scorecard.json").read_text(encoding="utf-8"))
