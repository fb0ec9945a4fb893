"""Settings that all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import browser
import pytest
from browser import Browser, open_browser
from hypothesis import HealthCheck, settings

# How long an example takes depends on what else the machine does; speed is measured in benchmarks.
settings.register_profile("no-clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no-clock")


@pytest.fixture(scope="session")
def window() -> Iterator[Browser]:
    """A browser window; a test that needs one is skipped if there is none."""
    if browser.missing():
        pytest.skip(browser.missing())
    with open_browser() as opened:
        yield opened
