"""Extraction → one HTML page: the article beside the page's text, with a reason for every block.

It needs the extra `report` (Jinja2).
"""

from cleanarticle.explain.report.extraction_page import render_report

__all__ = ["render_report"]
