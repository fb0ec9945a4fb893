"""An article as GitHub Flavoured Markdown."""

from cleanarticle.render.markdown.document import Tables, to_markdown

__all__ = ["Tables", "to_markdown"]
