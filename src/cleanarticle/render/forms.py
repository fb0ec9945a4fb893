"""An article in the form that a name asks for: what the command line and folders of pages write."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from cleanarticle.article import Article
from cleanarticle.render.csv import to_csv
from cleanarticle.render.html import to_html
from cleanarticle.render.markdown import to_markdown
from cleanarticle.render.tei import to_tei
from cleanarticle.render.text import to_text

__all__ = ["FORMS", "Form", "render"]

Form: TypeAlias = Literal["markdown", "html", "text", "json", "tei", "csv"]

FORMS: Final[dict[Form, str]] = {
    "markdown": ".md",
    "html": ".html",
    "text": ".txt",
    "json": ".json",
    "tei": ".xml",
    "csv": ".csv",
}
"""The forms, each with the suffix of its files."""


def render(article: Article, form: Form, *, links: bool = True, images: bool = True, front_matter: bool = False) -> str:
    """Write an article.

    Args:
        article: The article.
        form: The form.
        links: Write the addresses of links, in Markdown and HTML.
        images: Write pictures, in Markdown and HTML.
        front_matter: Begin Markdown with a block of YAML.

    Returns:
        The text, with a newline at its end.
    """
    match form:
        case "markdown":
            return to_markdown(article, links=links, images=images, front_matter=front_matter)
        case "html":
            return to_html(article, links=links, images=images) + "\n"
        case "text":
            return _text(article)
        case "json":
            return article.model_dump_json(indent=2) + "\n"
        case "tei":
            return to_tei(article)
        case "csv":
            return to_csv(article)


def _text(article: Article) -> str:
    """Title, subtitle and body."""
    subtitle = None if article.subtitle_in_text else article.subtitle
    return "\n\n".join(filter(None, (article.title, subtitle, to_text(article).rstrip("\n")))) + "\n"
