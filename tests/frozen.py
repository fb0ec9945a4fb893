"""The program that `make frozen` bundles with PyInstaller: it says which core it has, and reads a page."""

from __future__ import annotations

import sys
from pathlib import Path

from cleanarticle import core, extract

print(core.describe())
print(extract(Path(sys.argv[1]).read_bytes()).title)
