"""What every report is written with: templates that escape all text, and a content policy that names what may run."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

__all__ = ["asset", "base_style", "json_data", "write_page"]

_NO_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no valid HTML has."""


def write_page(package: str, template: str, *, style: str, script: str, **values: Any) -> str:
    """Fill a template with the report's own style and script, and with the hashes that let only these in.

    Args:
        package: The package that holds the template.
        template: Its file.
        style: The style sheet.
        script: The script.
        values: What else the template asks for. Text is escaped, whatever it holds.

    Returns:
        One HTML page.
    """
    return _template(package, template).render(
        style=Markup(style),  # noqa: S704 - the package's own
        script=Markup(script),  # noqa: S704 - the package's own
        style_hash=_hash(style),
        script_hash=_hash(script),
        **values,
    )


def base_style() -> str:
    """Colours, type and controls that all reports share."""
    return asset("cleanarticle.explain.report", "base.css")


@cache
def asset(package: str, name: str) -> str:
    """Read a text file of a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def json_data(text: str) -> Markup:
    """Make JSON fit for a script element: nothing in it can end the element."""
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


@cache
def _template(package: str, name: str) -> Template:
    environment = Environment(
        loader=PackageLoader(package, ""),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_valid,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _valid(value: object) -> object:
    """A text without the characters that make a page invalid."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _NO_TEXT.sub("\ufffd", value)
    return value
