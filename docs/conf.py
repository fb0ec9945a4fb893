"""Settings of the documentation's build: `make site`."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "cleanarticle"
copyright = "the authors of cleanarticle"  # noqa: A001 - Sphinx asks for this name
release = version_of(project)
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"cleanarticle {release}"
highlight_language = "none"

# The pages of the rules link to each other by the headings of single rules.
myst_heading_anchors = 4

# Docstrings set code between single backticks, as Markdown does.
default_role = "literal"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_default_options = {"exclude-members": "model_config"}


def readable_defaults(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: str | None, returned: str | None
) -> tuple[str | None, str | None]:
    """Write the default of a dataclass's factory as Python does: Sphinx can't parse a signature with `<factory>`."""
    return signature and signature.replace("<factory>", "..."), returned


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("autodoc-process-signature", readable_defaults)
