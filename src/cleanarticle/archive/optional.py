"""Imports of optional packages, with an error that says how to install them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cleanarticle.errors import MissingPackage

__all__ = ["load"]


def load(module: str, extra: str) -> Any:
    """Import a module of an optional package.

    Args:
        module: Its dotted name.
        extra: The extra of cleanarticle that installs the package.

    Raises:
        MissingPackage: The package is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if (error.name or "").partition(".")[0] != package:
            raise
        raise MissingPackage(f"{package} is not installed; run: pip install 'cleanarticle[{extra}]'") from error
