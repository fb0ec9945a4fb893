"""Write a report: a template that escapes all text, and a content policy that allows only its own style and script."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

__all__ = ["json_data", "write_page"]

_KIT: Final = "cleanarticle.report_kit"
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that valid HTML can't have."""


def write_page(package: str, report: str, /, **values: Any) -> str:
    """Fill the template of a report.

    The page has one style sheet and one script: those of the kit, then those of the report if it has its own. The
    content policy allows these by their hashes, and nothing else: no request, no frame, no form, no other script.

    Args:
        package: The package with the template `REPORT.html.j2` and, if there are any, `REPORT.css` and `REPORT.js`.
        report: Name of these files.
        values: Values for the template. Text is escaped, whatever it holds.

    Returns:
        One HTML page that loads nothing.
    """
    style, script = (_asset(_KIT, f"kit.{kind}") + _asset(package, f"{report}.{kind}") for kind in ("css", "js"))
    return (
        _environment(package)
        .get_template(f"{report}.html.j2")
        .render(
            style=Markup(style),  # noqa: S704 - the package's own
            script=Markup(script),  # noqa: S704 - the package's own
            style_hash=_hash(style),
            script_hash=_hash(script),
            **values,
        )
    )


def json_data(text: str) -> Markup:
    """Make JSON safe in a script element: nothing in it can end the element."""
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


@cache
def _asset(package: str, name: str) -> str:
    """A text file of a package; empty if there is none."""
    file = files(package).joinpath(name)
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@cache
def _environment(package: str) -> Environment:
    return Environment(
        loader=ChoiceLoader([PackageLoader(package, ""), PackageLoader(_KIT, "")]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_valid,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _valid(value: object) -> object:
    """A text without the characters that make a page invalid."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _NO_TEXT.sub("\ufffd", value)
    return value
