"""The entries that structured data names."""

from __future__ import annotations

from typing import Final

from cleanarticle.fields.context import compact
from cleanarticle.page.claims import LiveUpdate

__all__ = ["Updates"]

_KEY: Final = 60
_LEAST_KEY: Final = 5


class Updates:
    """The entries that structured data names, by headline and by the beginning of their text.

    Attributes:
        are_signed: Whether they have authors of their own: some systems give all of the article's to each.
    """

    __slots__ = ("_by_key", "are_signed")

    def __init__(self, updates: list[LiveUpdate]) -> None:
        self.are_signed = len({update.authors for update in updates}) > 1
        self._by_key: dict[str, LiveUpdate] = {}
        for update in updates:
            for text in (update.title, update.body):
                key = compact(text)[:_KEY]
                if len(key) >= _LEAST_KEY:
                    self._by_key.setdefault(key, update)

    def find(self, text: str) -> LiveUpdate | None:
        """The entry that a text begins, or heads."""
        return self._by_key.get(compact(text)[:_KEY]) if self._by_key else None
