"""Settings that all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from browser import Browser

# How long an example takes depends on what else the machine does; speed is measured in benchmarks.
settings.register_profile("no-clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Where a run decides whether a change goes in, the examples are those of the code alone, and not of chance as well.
settings.register_profile("same-examples", settings.get_profile("no-clock"), derandomize=True)
settings.load_profile("same-examples" if os.environ.get("SAME_EXAMPLES") == "1" else "no-clock")


def pytest_configure() -> None:
    """Refuse to test what was compiled of older sources."""
    package = Path(__file__).resolve().parents[1] / "src" / "cleanarticle"
    for source in package.rglob("*.py*"):
        compiled = source.with_suffix(EXTENSION_SUFFIXES[0])
        is_twin = source.suffix == ".py" and source.with_suffix(".pyx").exists()
        is_source = source.suffix in (".py", ".pxd", ".pyx") and not is_twin
        if is_source and compiled.exists() and compiled.stat().st_mtime < source.stat().st_mtime:
            pytest.exit(f"{source} is newer than what is compiled of it: run `make core`", returncode=4)


@pytest.fixture(scope="session")
def window() -> Iterator[Browser]:
    """A browser window; a test that needs one is skipped if there is none."""
    import browser  # needs httpx, which the environment of the cluster engines does not have

    if browser.missing():
        pytest.skip(browser.missing())
    with browser.open_browser() as opened:
        yield opened
