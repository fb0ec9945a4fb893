"""What the HTML reports share: a base template with macros, a style sheet, a script, and how a page is written.

It needs the extra `report` (Jinja2), and knows nothing of extraction.
"""

from cleanarticle.report_kit.templating import json_data, write_page

__all__ = ["json_data", "write_page"]
