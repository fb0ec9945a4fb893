"""Read the word lists that lie beside this module: months, bywords, agencies, places."""

from __future__ import annotations

import json
import pkgutil
from typing import Any

__all__ = ["load_words"]


def load_words(name: str) -> Any:
    """Read one word list.

    Args:
        name: File name without its suffix, for instance "months".

    Returns:
        The decoded JSON value.

    Raises:
        FileNotFoundError: If there is no such list.
    """
    data = pkgutil.get_data("cleanarticle.lexicon", f"{name}.json")
    if data is None:
        raise FileNotFoundError(f"no word list named {name!r}")
    return json.loads(data)
