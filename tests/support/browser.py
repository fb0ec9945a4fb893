"""A headless Chromium, driven over the WebDriver protocol, for what only a real browser can show."""

from __future__ import annotations

import base64
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

__all__ = ["Browser", "missing", "open_browser"]

_PROGRAMS = ("chromium", "chromedriver")
_ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_START_SECONDS = 30.0


def missing() -> str:
    """Why no browser can be started; empty if one can."""
    absent = [program for program in _PROGRAMS if shutil.which(program) is None]
    return f"{' and '.join(absent)} not installed" if absent else ""


class Browser:
    """One window.

    Every method raises `httpx.HTTPStatusError` if the browser refuses.
    """

    def __init__(self, client: httpx.Client, session: str) -> None:
        self._client = client
        self._session = session

    def _call(self, method: str, path: str, **body: Any) -> Any:
        arguments = {"json": body} if method == "POST" else {}
        response = self._client.request(method, f"/session/{self._session}/{path}", **arguments)
        assert response.is_success, response.text
        return response.json()["value"]

    def open(self, address: str) -> None:
        self._call("POST", "url", url=address)

    def run(self, script: str, *arguments: object) -> Any:
        """The value that a piece of JavaScript returns."""
        return self._call("POST", "execute/sync", script=script, args=list(arguments))

    def press(self, *keys: str) -> None:
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._call("POST", "actions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def resize(self, width: int, height: int) -> None:
        """Set the size of the page's area, in CSS pixels."""
        self.devtools(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )

    def devtools(self, command: str, **parameters: object) -> Any:
        return self._call("POST", "goog/cdp/execute", cmd=command, params=parameters)

    def log(self, kind: str) -> list[dict[str, Any]]:
        """What was logged since the last call: `browser` or `performance`."""
        entries: list[dict[str, Any]] = self._call("POST", "se/log", type=kind)
        return entries

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._call("GET", "screenshot")))


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start a browser; it ends with the context."""
    with subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True) as driver:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{_port(driver)}", timeout=60, trust_env=False) as client:
                yield from _window(client)
        finally:
            driver.terminate()


def _window(client: httpx.Client) -> Iterator[Browser]:
    capabilities = {
        "goog:chromeOptions": {"args": _ARGUMENTS},
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    }
    response = client.post("/session", json={"capabilities": {"alwaysMatch": capabilities}})
    assert response.is_success, response.text
    session = response.json()["value"]["sessionId"]
    try:
        yield Browser(client, session)
    finally:
        client.delete(f"/session/{session}")


def _port(driver: subprocess.Popen[str]) -> int:
    assert driver.stdout is not None
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        line = driver.stdout.readline()
        if "on port" in line and "successfully" in line:
            return int(line.rstrip(".\n").rpartition(" ")[2])
    raise TimeoutError("chromedriver did not start")
