"""The programming language of code."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.lexicon.lazy_pattern import lazy_pattern
from cleanarticle.page.model import Block
from cleanarticle.parse.document import Attributes

__all__ = ["language_of"]

_ATTRIBUTES: Final = ("data-lang", "data-language", "data-code-language", "data-enlighter-language", "lang", "language")
_NAMED: Final = lazy_pattern(
    r"(?<![\w-])(?:(?:code-)?(?:language-|lang-|lang:)|highlight-source-|highlight-text-|brush:\s?)([a-z][\w+#.-]{0,29})",
    re.IGNORECASE,
)
_PERHAPS_NAMED: Final = lazy_pattern(
    r"(?<![\w-])(?:highlight-|code-|syntax-|sh_)([a-z][a-z\d+#.-]{0,29})(?![\w+#.-])", re.IGNORECASE
)
"""Classes that also name parts of a box of code: asked where no other class names a language."""
_BARE: Final = frozenset({"sourcecode", "hljs", "prettyprint", "codehilite", "prism", "shiki"})
"""Classes of highlighters that have the language as a class of its own."""
_NO_LANGUAGES: Final = frozenset(
    "plain plaintext plain-text text txt none nohighlight no-highlight default block wrapper toolbar container box"
    " notranslate lines linenums line-numbers inline snippet content example auto".split()
)
_SHORT: Final = frozenset({"c", "js", "ts", "go", "py", "rb", "css", "xml", "sql", "php"})
_LEVELS: Final = 3
"""Elements around the code whose classes may have the language: `div.highlight > figure > pre`."""


def language_of(block: Block) -> str | None:
    """The language that the elements in and around code name, in lower case."""
    inside = (mark[3].attributes for mark in block.run_marks or () if mark[2] == "code")
    around = (container.attributes for container in block.container.inclusive_ancestors(_LEVELS))
    for attributes in (*inside, *around):
        language = _language_in(attributes)
        if language is not None:
            return language
    return None


def _language_in(attributes: Attributes) -> str | None:
    for name in _ATTRIBUTES:
        value = attributes.get(name)
        # `lang="en"` and `lang="en-GB"` are languages of people.
        if value and (name != "lang" or (value.isalpha() and (len(value) > 3 or value in _SHORT))):
            return _known(value)
    classes = attributes.get("class") or ""
    named = _NAMED.search(classes) or _PERHAPS_NAMED.search(classes)
    if named is not None:
        return _known(named[1])
    words = classes.lower().split()
    if not _BARE.isdisjoint(words):
        others = [word for word in words if word not in _BARE and "-" not in word and _known(word)]
        return others[0] if len(others) == 1 else None
    return None


def _known(name: str) -> str | None:
    name = name.strip().lower()
    return name if name and name not in _NO_LANGUAGES else None
