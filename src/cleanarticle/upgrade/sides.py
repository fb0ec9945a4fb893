"""The two sides of a comparison: settings of the installed version, or another version with its own settings."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from cleanarticle.config.model import Config, Preset
from cleanarticle.config.sources import load_config
from cleanarticle.errors import ConfigError
from cleanarticle.upgrade.environments import installed

__all__ = ["PRESENT", "Side", "side_of"]

PRESENT: Final = "present"
_PRESETS: Final = get_args(Preset)
_VERSION: Final = re.compile(r"(?:cleanarticle==)?(v?\d+(?:\.\d+)*(?:(?:a|b|rc|\.dev|\.post)\d+)*)")


@dataclass(frozen=True, slots=True)
class Side:
    """One side.

    Attributes:
        name: What the user called it.
        config: The settings, if it is the installed version that reads with them.
        python: The Python of the environment of another version; `None` for the installed one.
        settings: The settings of the other version: nothing, `{"file": PATH}` or `{"preset": NAME}`.
    """

    name: str
    config: Config | None = None
    python: Path | None = None
    settings: Mapping[str, str] | None = None


def side_of(name: str, *, folder: Path | None = None, tell: Callable[[str], None] = lambda text: None) -> Side:
    """Find out what a side is, and install it if it is another version.

    Args:
        name: A file of settings (`*.toml`), a preset, or `present` for the settings as found, all with the installed
            version; a version (`0.1.0`, `cleanarticle==0.1.0`), a wheel, or a folder with a `pyproject.toml`, each
            alone or with `+` and a file of settings or a preset: `0.1.0+strict.toml`.
        folder: Where to look for the settings as found; the current folder if left out.
        tell: Is told what is being done, where it takes a while.

    Returns:
        The side.

    Raises:
        ConfigError: It is none of these, or the settings are wrong.
        InstallError: The version can't be installed.
    """
    if name == PRESENT:
        found = load_config(folder=folder or Path.cwd(), environment=dict(os.environ))
        return Side(name, found.config)
    if name in _PRESETS:
        return Side(name, Config(preset=name))
    what = _installable(name)
    if what is not None:
        return Side(name, python=installed(what, tell=tell), settings={})
    version, plus, settings = name.rpartition("+")
    what = _installable(version) if plus else None
    if what is not None:
        # Settings are read where they are used: the installed version may not know those of another.
        return Side(name, settings=_settings(settings), python=installed(what, tell=tell))
    if name.endswith(".toml"):
        return Side(name, Config.from_file(name))
    raise ConfigError(
        f"{name!r} is neither settings nor a version; name a .toml file, a preset ({', '.join(_PRESETS)}), "
        f"{PRESENT!r}, a version such as 0.1.0, a wheel, or a folder with a pyproject.toml"
    )


def _installable(name: str) -> str | None:
    """What pip is asked for; `None` if it is no version."""
    if (Path(name) / "pyproject.toml").is_file():
        return str(Path(name).resolve())
    if name.endswith(".whl") and Path(name).is_file():
        return str(Path(name).resolve())
    version = _VERSION.fullmatch(name)
    return f"cleanarticle=={version[1].removeprefix('v')}" if version else None


def _settings(name: str) -> dict[str, str]:
    if name in _PRESETS:
        return {"preset": name}
    if Path(name).is_file():
        return {"file": str(Path(name).resolve())}
    raise ConfigError(f"{name!r} is neither a preset nor a file of settings; name one behind the +")
