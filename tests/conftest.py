"""Settings that all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from browser import Browser

# How long an example takes depends on what else the machine does; speed is measured in benchmarks.
settings.register_profile("no-clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no-clock")


@pytest.fixture(scope="session")
def window() -> Iterator[Browser]:
    """A browser window; a test that needs one is skipped if there is none."""
    import browser  # needs httpx, which the environment of the cluster engines does not have

    if browser.missing():
        pytest.skip(browser.missing())
    with browser.open_browser() as opened:
        yield opened
