"""The TeX of formulas, as MathML, MathJax, KaTeX, MediaWiki and pictures carry it."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.segment.text import normalise_space
from cleanarticle.parse.document import Attributes, Element

__all__ = [
    "formula_of_image",
    "formula_of_math",
    "is_formula_script",
    "mathml_of",
    "stands_in_for_formula",
    "without_style",
]

_ANNOTATION: Final = lazy_pattern(
    r"<annotation\b[^<>]{0,200}\bencoding\s*=\s*[\"']?(?:application/x-tex|TeX|LaTeX)\b[^<>]{0,200}>([^<]{0,20000})<"
)
_STYLED: Final = lazy_pattern(r"\{\\(?:displaystyle|textstyle)\s(.*)\}", re.DOTALL)
_IMAGE_NAMES: Final = frozenset({"latex", "tex", "math", "mathtex", "equation"})
"""Classes of pictures whose alternative text is the TeX that they show."""
_MOST_TEX: Final = 20_000
"""Characters of a formula that are read: more than a page of print."""


def formula_of_math(element: Element) -> str:
    """The TeX of a `math` element: an annotation in it, or its alternative text; without these the text in it."""
    markup = element.html or ""
    annotation = _ANNOTATION.search(markup) if "<annotation" in markup else None
    tex = unescape(annotation[1]) if annotation is not None else element.attributes.get("alttext")
    return normalise_space(without_style(tex)) if tex else normalise_space(element.text())[:_MOST_TEX]


def formula_of_image(attributes: Attributes) -> str:
    """The TeX that a picture of a formula has as its alternative text; empty for other pictures."""
    names = attributes.get("class")
    tex = attributes.get("alt")
    if not names or not tex or _IMAGE_NAMES.isdisjoint(names.lower().split()):
        return ""
    return normalise_space(without_style(tex[:_MOST_TEX]))


def stands_in_for_formula(attributes: Attributes) -> bool:
    """True for the picture that a page shows where a browser cannot draw the formula beside it."""
    names = attributes.get("class")
    return names is not None and "fallback" in names and "math" in names


def is_formula_script(attributes: Attributes) -> bool:
    """True for the script in which MathJax keeps the TeX of a formula."""
    kind = attributes.get("type")
    return kind is not None and kind.startswith("math/tex")


def without_style(tex: str) -> str:
    """TeX without the command around the whole of it that MediaWiki adds for its size."""
    match = _STYLED.fullmatch(tex.strip()[:_MOST_TEX])
    return match[1].strip() if match is not None else tex


def mathml_of(element: Element) -> str | None:
    """The MathML of a formula that has no TeX."""
    markup = element.html or ""
    if not markup.startswith("<math") or element.attributes.get("alttext") or _ANNOTATION.search(markup):
        return None
    return markup if len(markup) <= _MOST_TEX else None
