"""An article in other forms."""

from cleanarticle.render.csv import to_csv
from cleanarticle.render.html import to_html
from cleanarticle.render.markdown import to_markdown
from cleanarticle.render.schema_org import to_schema_org
from cleanarticle.render.tei import to_tei
from cleanarticle.render.text import to_text
from cleanarticle.render.zyte import to_zyte

__all__ = ["to_csv", "to_html", "to_markdown", "to_schema_org", "to_tei", "to_text", "to_zyte"]
