"""An article in other forms."""

from cleanarticle.render.markdown import to_markdown
from cleanarticle.render.schema_org import to_schema_org
from cleanarticle.render.zyte import to_zyte

__all__ = ["to_markdown", "to_schema_org", "to_zyte"]
