"""Settings of an extractor: plain frozen data, so that it pickles and two of them can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cleanarticle.article import Kind
from cleanarticle.dom.guard import Limits
from cleanarticle.errors import ConfigError

__all__ = ["Config", "Preset"]

Preset = Literal["precision", "balanced", "recall"]

_EASE: Final = 0.6
_THRESHOLDS: Final[dict[Preset, float]] = {"precision": 1.2, "balanced": 0.2, "recall": -1.4}

SettingValue = bool | int | float | str | tuple[str, ...]


class Config(BaseModel):
    """How an extractor works.

    Attributes:
        preset: `precision` keeps what is surely body, `recall` what may be; every word of the body that a stricter
            preset keeps, a more generous one keeps too.
        threshold: Score a block needs to be kept, as log odds: higher keeps less. That of the preset if left out. On
            pages of other kinds than articles, which are harder to tell from what surrounds them, 0.6 less will do.
        rules_off: Names of rules, or of families as `family/*`, that are not asked.
        rule_settings: Settings of rules, by name of the rule.
        strip_dateline: Take an inline dateline out of the first paragraph.
        limits: What a page may be like at most.

    Raises:
        ConfigError: A setting is unknown or has a value it can't have.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: Preset = "balanced"
    threshold: float | None = Field(default=None, allow_inf_nan=False)
    rules_off: tuple[str, ...] = ()
    rule_settings: Mapping[str, Mapping[str, SettingValue]] = Field(default_factory=dict)
    strip_dateline: bool = False
    limits: Limits = Limits()

    def __init__(self, **settings: object) -> None:
        try:
            super().__init__(**settings)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise ConfigError(f"setting {place!r}: {first['msg']}") from error

    def line(self, kind: Kind = "article") -> float:
        """The score a block needs on a page of some kind that is judged with ease."""
        threshold = _THRESHOLDS[self.preset] if self.threshold is None else self.threshold
        return threshold if kind == "article" else threshold - _EASE
