"""The language of the article."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.sources import Reading, Sources, word_set

__all__ = ["read_language"]

_TAG: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?(?:[-_.@].*)?$")
_ORDER: Final = {"json-ld": 0, "html": 1, "content-language": 2, "og:locale": 3}
_SAMPLE: Final = 400
_SCRIPTS: Final = (
    (re.compile("[\u3040-\u30ff]"), frozenset({"ja"})),
    (re.compile("[\uac00-\ud7a3]"), frozenset({"ko"})),
    (re.compile("[\u4e00-\u9fff]"), frozenset({"zh", "ja", "yue", "wuu"})),
    (re.compile("[\u0400-\u04ff]"), word_set("ru uk be bg sr mk kk ky mn tg tt ba cv os ce")),
    (re.compile("[\u0600-\u06ff]"), word_set("ar fa ur ps ckb ku sd ug arz dv ks")),
    (re.compile("[\u0590-\u05ff]"), frozenset({"he", "iw", "yi"})),
    (re.compile("[\u0370-\u03ff]"), frozenset({"el"})),
    (re.compile("[\u0e00-\u0e7f]"), frozenset({"th"})),
    (re.compile("[\u0900-\u097f]"), word_set("hi mr ne sa mai bho")),
    (re.compile("[\u0980-\u09ff]"), frozenset({"bn", "as"})),
)
_FIRST_AFTER_LATIN: Final = "\u0370"
_DOMINATES: Final = 0.3


def read_language(sources: Sources) -> Reading[str | None]:
    """Read the language.

    Args:
        sources: The page and its body.

    Returns:
        A language tag: primary subtag in lower case, with script and region if the page names them.
    """
    claims = sorted(sources.claims.all("language"), key=lambda claim: _ORDER.get(claim.source, 9))
    spoken = _languages_of_script(sources)
    for claim in claims:
        tag = _normalised(claim.value)
        if tag is not None and (spoken is None or tag.partition("-")[0] in spoken):
            return Reading(tag)
    return Reading(None)


def _normalised(value: str) -> str | None:
    match = _TAG.match(value.partition(",")[0].strip())
    if match is None:
        return None
    primary, script, region = match.groups()
    parts = (primary.lower(), script.title() if script else None, region.upper() if region else None)
    return "-".join(part for part in parts if part)


def _languages_of_script(sources: Sources) -> frozenset[str] | None:
    """Languages the letters of the body leave possible; None if they are Latin or unknown."""
    sample = "".join(sources.page.blocks[index].text for index in sources.kept[:3])[:_SAMPLE]
    if max(sample, default="") < _FIRST_AFTER_LATIN:
        return None
    for pattern, languages in _SCRIPTS:
        if len(pattern.findall(sample)) > _DOMINATES * len(sample):
            return languages
    return None
