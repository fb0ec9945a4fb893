"""What bylines and datelines in Chinese, Japanese and Korean have in common, as patterns."""

from __future__ import annotations

from typing import Final

__all__ = ["FILED", "HAN", "HAN_REPORTER"]

HAN: Final = "\u4e00-\u9fff"
"""Chinese characters, as the inside of a class of characters."""
HAN_REPORTER: Final = "(?:记者|記者)"
"""The word before a reporter's name, in both ways to write it."""
FILED: Final = r"[(\[（【［](?P<place>[^=＝)\]】]{1,20})[=＝](?P<who>[^)\]】］）]{2,24})[)\]】］）]"
"""Where a report was filed, and by whom: "(서울=연합뉴스)", "【東京＝山田太郎】"."""
