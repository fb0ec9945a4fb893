"""Versions of the library in environments of their own, kept in the user's cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cleanarticle.errors import InstallError

__all__ = ["cache_folder", "installed"]

CACHE_VARIABLE: Final = "CLEANARTICLE_CACHE"
_SECONDS: Final = 600
_KEY_LENGTH: Final = 16
_PIP: Final = ("-m", "pip", "--disable-pip-version-check", "--no-input")


def cache_folder() -> Path:
    """The folder for environments: `CLEANARTICLE_CACHE`, or `cleanarticle` in the user's cache folder."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "cleanarticle"


def installed(what: str, *, tell: Callable[[str], None] = lambda text: None) -> Path:
    """Install a version, a wheel or a source tree, unless that was done before.

    The environment is named by what was installed: the version, or the contents of the wheel (a tree is built first),
    and by the Python it is for.

    Args:
        what: `cleanarticle==VERSION`, the path of a wheel, or that of a folder with a `pyproject.toml`.
        tell: Is told what is being done, where it takes a while.

    Returns:
        The Python of the environment.

    Raises:
        InstallError: The environment can't be made, or pip fails; the message has pip's last line.
    """
    if not Path(what).is_dir():
        return _environment(what, _key(what), tell)
    with _folder() as folder:
        tell(f"building {what}")
        _run([sys.executable, *_PIP, "wheel", "--no-deps", "--quiet", "-w", str(folder), what], f"build {what}")
        wheels = sorted(folder.glob("*.whl"))
        if not wheels:
            raise InstallError(f"can't build {what}: pip made no wheel of it; name a folder with a Python package")
        return _environment(str(wheels[0]), _key(str(wheels[0])), tell)


def _key(what: str) -> str:
    """What tells an environment from others. Of a wheel the contents count, not the times of its files."""
    python = f"{sys.implementation.cache_tag}-{sys.platform}"
    if not what.endswith(".whl"):
        return f"{what.partition('==')[2]}-{python}"
    try:
        with zipfile.ZipFile(what) as wheel:
            contents = sorted((each.filename, each.CRC, each.file_size) for each in wheel.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise InstallError(f"can't install {what}: it is no wheel ({error}); name one that pip can install") from error
    digest = hashlib.sha256(repr(contents).encode()).hexdigest()[:_KEY_LENGTH]
    return f"{Path(what).name.split('-')[1]}-{digest}-{python}"


def _environment(what: str, key: str, tell: Callable[[str], None]) -> Path:
    home = cache_folder() / "environments" / key
    if not home.exists():
        tell(f"installing {Path(what).name} in {home}")
        with _folder(home.parent) as folder:
            made = folder / "environment"
            _run([sys.executable, "-m", "venv", str(made)], "make an environment")
            _run([str(_python(made)), *_PIP, "install", "--quiet", what], f"install {what}")
            try:
                made.rename(home)
            except OSError:
                if not home.exists():  # else another process was faster
                    raise
    return _python(home)


@contextmanager
def _folder(parent: Path | None = None) -> Iterator[Path]:
    """A folder that goes when it is no longer needed."""
    try:
        if parent is not None:
            parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="new-", dir=parent))
    except OSError as error:
        raise InstallError(
            f"can't write to {parent}: {error.strerror or error}; name another folder in {CACHE_VARIABLE}"
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _python(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _run(command: list[str], purpose: str) -> None:
    # The variables of Python would lead an environment of its own to packages of this one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter that runs this, or one it made
            command, capture_output=True, text=True, errors="replace", timeout=_SECONDS, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InstallError(f"can't {purpose}: {error}") from error
    if done.returncode:
        raise InstallError(f"can't {purpose}: {_last_line(done.stderr or done.stdout)}")


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("[notice]")]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["no reason was given"])[-1]
