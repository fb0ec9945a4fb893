"""Limits on the size and complexity of a page."""

from __future__ import annotations

from dataclasses import dataclass, fields

from cleanarticle.errors import ConfigError, LimitExceeded

__all__ = ["Limits", "check_size"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How large and how complex a page may be.

    The limits on depth, formatting and attributes apply only where the markup could become expensive: a small page
    may nest deeper.

    Attributes:
        max_bytes: Size of the source, in bytes (characters for text). Pages saved with their images inlined reach
            20 MB, and are refused below that; above, one page may take more than 300 MB of memory, ten times its size.
        max_tags: Tags of the page; a start tag and an end tag count as one, and what is in scripts, comments and text
            does not count. The largest of 1,768 collected pages has 19,437 `<`, and a book may have 75,000 paragraphs;
            below, they are refused. Above, a page of short paragraphs takes more than half a minute and 500 MB.
        max_depth: Elements open at once. Browsers have the same limit: below, elements that they nest are flattened;
            above, each tag costs the parser time for every open element.
        max_formatting: Formatting elements (`b`, `font`, `a` and the like) open at once. Below, text that is formatted
            that deep loses it; above, the parser copies them all into each block that follows.
        max_attributes: Attributes of one element. Below, elements that keep data in attributes lose some; above, the
            time for them grows with the square of their number.
        max_json_bytes: Structured data that is read, in bytes, over the whole page. Below, pages that carry their text
            as data lose it; above, one page may take many times that in memory.

    Raises:
        ConfigError: A limit is below 1.
    """

    max_bytes: int = 32 * 1024 * 1024
    max_tags: int = 100_000
    max_depth: int = 512
    max_formatting: int = 64
    max_attributes: int = 256
    max_json_bytes: int = 4 * 1024 * 1024

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value < 1:
                raise ConfigError(f"{field.name} is {value}; set it to 1 or more")


def check_size(source: bytes | str, limits: Limits) -> None:
    """Refuse a source that is larger than the limit.

    Raises:
        LimitExceeded: The source has more than `max_bytes` bytes (characters for text).
    """
    if len(source) > limits.max_bytes:
        unit = "bytes" if isinstance(source, bytes) else "characters"
        raise LimitExceeded(
            f"the source has {len(source):,} {unit}, more than max_bytes={limits.max_bytes:,}; "
            "raise the limit to read it"
        )
