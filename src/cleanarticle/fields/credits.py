"""Tell what a caption says from who made the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cleanarticle.fields.names import is_agency, looks_like_name
from cleanarticle.lexicon.phrases import PHRASES

__all__ = ["split_credit", "split_labelled_credit", "unlabelled_credit"]

_LABEL_WORDS: Final = """
    photo photos photograph photographs photographer photography picture pictures pic pics image images
    credit credits source illustration illustrations graphic courtesy
    foto fotos fotograf fotografin fotografie fotografía fotografia fotoğraf fotoğraflar
    bild bilder bildquelle bildnachweis bildcredit bildkälla symbolbild archivbild illustrationsfoto arkivfoto
    beeld crédit crédits photographie crédito créditos imagen imagem crediti immagine
    fot. zdjęcie źródło źr. kaynak фото светлина світлина снимок фотография фотограф صورة الصورة تصوير عدسة
    写真 撮影 提供 摄影 攝影 图片来源 图片 圖片來源 圖片 图 圖 사진
"""
_LABELS: Final = tuple(sorted(_LABEL_WORDS.split(), key=len, reverse=True))
_LINKS: Final = (
    " by",
    " courtesy of",
    " of",
    " via",
    " von",
    " de",
    " di",
    " par",
    " por",
    " door",
    " av",
    " af",
)
_MARK: Final = re.compile(r"[:：=©|/]")
_LABELLED_BY: Final = re.compile(
    r"(?:photo(?:s|graph|graphs|graphy)?|picture|image|illustration|foto|fotos|crédit|credit)\s+"
    r"(?:(?:by|courtesy of|von|door|di|av|af|par|photo)\s+)?(?P<who>\S.*)$",
    re.IGNORECASE,
)
_BY_WORDS: Final = (" by ", " courtesy of ", " von ", " door ", " di ", " av ", " af ", " par ")
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)|ⓒ)\s*(?P<who>\S.*)$", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"[(（\[【](?P<who>[^()（）\[\]【】]{2,80})[)）\]】][.。]?$")
_MADE_BY: Final = re.compile(r"(?:攝|摄|撮影|提供|写す|撮る)$")
_SENTENCE_END: Final = re.compile(r"[.!?。”’\"»)]\s+(?=\S)|\s+[|–—]\s+|\s-\s")
_COUNTER: Final = re.compile(r"^\d{1,3}\s?(?:/|of|von|sur|de|di)\s?\d{1,3}(?!\d)\s*")
_BUTTON_TEXT: Final = re.compile(
    r"\s*(?:purchase licensing rights(?:, opens new tab)?|opens new tab|view image in fullscreen|"
    r"open image in gallery|(?:click to )?enlarge(?: this)? image|(?:hide|toggle|show) caption|"
    r"image in fullscreen|expand image)\s*$",
    re.IGNORECASE,
)
_CAPTION_LABEL: Final = re.compile(
    r"^(?:image caption|media caption|bild(?:text|unterschrift)|bildetekst|caption|légende)\s?[,:]\s*",
    re.IGNORECASE,
)
_SOURCE_LABEL: Final = re.compile(r"(?:image source|image copyright|media source)\s?[,:]\s*", re.IGNORECASE)
_TAIL: Final = 140
_MOST_TAIL_WORDS: Final = 8
_MOST_CREDIT_WORDS: Final = 10
_EDGES: Final = " .,;|/:–—-()[]（）【】"


def split_credit(text: str) -> tuple[str | None, str | None]:
    """Part a caption into what it says and who made the picture.

    Args:
        text: The text of a caption.

    Returns:
        The caption without its credit, and the credit without its label; each None if there is none.
    """
    text = _CAPTION_LABEL.sub("", _COUNTER.sub("", _BUTTON_TEXT.sub("", text.strip())))
    source = _SOURCE_LABEL.match(text)
    if source is not None:
        return None, text[source.end() :].strip(_EDGES) or None
    for split in (_split_bracketed, split_labelled_credit, _split_tail):
        caption, credit = split(text)
        if credit is not None:
            return caption or None, credit
    return text or None, None


def split_labelled_credit(text: str) -> tuple[str, str | None]:
    """Part off a credit that a label or a copyright sign opens, at the end of a text.

    Args:
        text: A caption, or a line that may be one.

    Returns:
        What stands before the label, and the credit; the text itself and None if there is none.
    """
    cut = max(0, len(text) - _TAIL)
    tail = text[cut:]
    for start, end in _labels(tail):
        who = _cleaned(tail[end:])
        if who is not None:
            return text[: cut + start].rstrip(" (|–—-[（【/,;"), who
    return text, None


def _labels(tail: str) -> Iterator[tuple[int, int]]:
    """Where labels start and end in the last part of a text, from the first on."""
    for mark in _MARK.finditer(tail):
        if mark.group() == "©":
            yield mark.start(), mark.end()
        start = _start_of_label(tail, mark.start())
        if start is not None:
            yield start, mark.end()
    if any(word in tail for word in _BY_WORDS):
        for match in _LABELLED_BY.finditer(tail):
            if match["who"][0].isupper() and _is_boundary(tail, match.start()):
                yield match.start(), match.start("who")


def _start_of_label(tail: str, end: int) -> int | None:
    """Where the label that ends at a place starts: "Photo", "Foto von", "写真"."""
    head = tail[:end].rstrip().lower()
    for link in _LINKS:
        if head.endswith(link):
            head = head[: -len(link)].rstrip()
            break
    start: int | None = None
    while head.endswith(_LABELS):
        label = next(label for label in _LABELS if head.endswith(label))
        at = len(head) - len(label)
        if not _is_boundary(tail, at):
            break
        start = at
        head = head[:at].rstrip()
    return start


def _is_boundary(text: str, at: int) -> bool:
    """Whether a word starts here, be it glued to the one before: "seenPhoto"."""
    if at == 0 or not text[at - 1].isalnum():
        return True
    before, first = text[at - 1], text[at]
    return (before.islower() and first.isupper()) or not (first.isupper() or first.islower())


def unlabelled_credit(text: str) -> str | None:
    """The credit of an element that holds nothing else, without its label and brackets."""
    text = text.strip(_EDGES)
    head, who = split_credit(text)
    if who is not None and not head:
        return who
    return (_without_label(text) or text).strip(_EDGES) or None


def _without_label(text: str) -> str | None:
    """What follows a label without a colon ("foto Ida Holm", "Photograph by Ida Holm"), if there is one."""
    match = _LABELLED_BY.match(text)
    if match is not None and match["who"][0].isupper():
        return match["who"]
    label, _, who = text.partition(" ")
    return who if who[:1].isupper() and label.lower() in _LABELS else None


def _cleaned(who: str) -> str | None:
    inner = _COPYRIGHT.match(who)
    if inner is not None:
        who = inner["who"]
    who = _without_label(who.strip()) or who
    who = who.strip(_EDGES)
    if not who or len(who.split()) > _MOST_CREDIT_WORDS or not any(character.isalpha() for character in who):
        return None
    return who


def _split_bracketed(text: str) -> tuple[str, str | None]:
    """A credit in brackets at the end: "(Ida Holm/Reuters)", "(Photo: Ida Holm)", "（林若禾攝）"."""
    match = _BRACKETED.search(text[-_TAIL:])
    if match is None:
        return text, None
    caption = text[: max(0, len(text) - _TAIL) + match.start()].rstrip()
    who = match["who"].strip()
    head, labelled = split_labelled_credit(who)
    if labelled is not None:
        return caption, who if head else labelled
    labelled = _without_label(who)
    if labelled is not None:
        return caption, labelled.strip(_EDGES)
    made = _MADE_BY.search(who)
    if made is not None:
        return caption, who[: made.start()].strip(_EDGES) or None
    if _names_maker(who) or is_agency(who, bracketed=True) or _names_person(who):
        return caption, who.strip(_EDGES)
    return text, None


def _split_tail(text: str) -> tuple[str, str | None]:
    """A credit behind the last sentence: "Ida Holm/Reuters", "Getty Images", "Foto Ida Holm"."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    for start in (*ends[-2:], *([] if len(ends) > 1 else [0])):
        who = text[start:].strip(_EDGES)
        words = who.count(" ") + 1
        if words > _MOST_TAIL_WORDS:
            continue
        labelled = _without_label(who)
        if labelled is not None and (_names_person(labelled) or is_agency(labelled)):
            return text[:start].rstrip(" |–—-"), labelled
        if _names_maker(who) or is_agency(who) or "photo-credit" in PHRASES.find(who):
            return text[:start].rstrip(" |–—-"), who
    return text, None


def _names_person(who: str) -> bool:
    """Whether a few words are a person's name, perhaps with whom they made the picture for."""
    person = who.partition(" for ")[0]
    return " " in person and looks_like_name(person)


def _names_maker(who: str) -> bool:
    """Whether a few words are a name and an agency joined by a slash, or an agency with more of its name."""
    words = who.split()
    if not words or len(words) > 8:
        return False
    first, slash, last = who.rpartition("/")
    if slash and is_agency(last.strip(), bracketed=True) and looks_like_name(first):
        return True
    if slash and first and last and " /" not in who and last[0].isupper() and first[0].isupper():
        return all(word[0].isupper() or not word[0].isalpha() or len(word) < 4 for word in words)
    return " via " in who and is_agency(who.rpartition(" via ")[2])
