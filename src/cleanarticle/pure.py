"""Run the modules that are compiled as Python: for finding out whether both give the same, and for debugging."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

__all__ = ["run_pure"]


class _SourceFinder(MetaPathFinder):
    """Finds the source of each module that is compiled, before Python finds what it was compiled to."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        package, _, name = fullname.rpartition(".")
        if path is None or package.partition(".")[0] != __package__:
            return None
        for folder in map(Path, path):
            if any((folder / f"{name}{suffix}").exists() for suffix in EXTENSION_SUFFIXES):
                source = folder / f"{name}.py"
                if not source.exists():
                    raise ImportError(f"{fullname} is not imported: CLEANARTICLE_PURE is set", name=fullname)
                return spec_from_file_location(fullname, source)
        return None


def run_pure() -> None:
    """Import no compiled module of this package from now on."""
    # Right before the finder that would take the compiled module, which a bundled program may not have.
    place = sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else 0
    sys.meta_path.insert(place, _SourceFinder())
