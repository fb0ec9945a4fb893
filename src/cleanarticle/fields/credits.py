"""Tell what a caption says from who made the picture."""

from __future__ import annotations

import re
from typing import Final

from cleanarticle.fields.names import is_agency, looks_like_name

__all__ = ["split_credit", "split_labelled_credit", "unlabelled_credit"]

_LABELS: Final = (
    "photo credits?|photo courtesy|photo|photos|photograph|photographs|photographer|photography|picture credit|picture|"
    "pictures|pics?|image credits?|image source|image courtesy|image|images|credits?|illustration|graphic|"
    "foto|fotos|fotograf|fotografin|fotografie|fotografía|fotografia|fotoğraf|bild|bilder|bildquelle|bildnachweis|"
    "symbolbild|archivbild|illustrationsfoto|arkivfoto|beeld|crédits?(?: photos?)?|photographie|crédito|créditos|imagen|imagem|"
    "crediti|immagine|fot\\.|zdjęcie|źródło|źr\\.|фото|светлина|світлина|снимок|фотография|фотограф|صورة|الصورة|تصوير|عدسة|"
    "写真|撮影|摄影|攝影|图片来源|图片|圖片來源|圖片|图|圖|사진"
)
_LINKS: Final = "by|courtesy of|courtesy|via|von|de|di|par|por|door|av|af|przez"
_LABELLED: Final = re.compile(
    rf"(?:^|(?<=[\s.;|,(\[（【/–—\-。、,])|(?-i:(?<=[^\W\d_A-Z])(?=[A-ZÄÖÜÉ])))(?:{_LABELS})(?:\s+(?:{_LINKS}))?\s*[:：=©|/]\s*(?P<who>\S.*)$", re.IGNORECASE
)
_LABELLED_BY: Final = re.compile(
    r"(?:^|(?<=[\s.;|,(\[/–—\-]))(?:photo(?:s|graph|graphs|graphy)?|picture|image|illustration|foto|fotos)\s+"
    r"(?:by|courtesy of|von|door|di|av|af|par)\s+(?P<who>(?-i:[^\W\d_a-z]).*)$",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)|ⓒ)\s*(?P<who>\S.*)$", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"[(（\[【](?P<who>[^()（）\[\]【】]{2,80})[)）\]】][.。]?$")
_LABEL_AHEAD: Final = re.compile(
    rf"(?:{_LABELS})(?:\s+(?:{_LINKS}))?\s*[:：=©|/]?\s+(?P<who>(?-i:[^\W\d_a-z]).*)$", re.IGNORECASE
)
_MADE_BY: Final = re.compile(r"(?:攝|摄|撮影|提供|写す|撮る)$")
_SENTENCE_END: Final = re.compile(r"[.!?。”’\"»)]\s+(?=\S)|\s+[|–—]\s+|\s-\s")
_COUNTER: Final = re.compile(r"^\d{1,3}\s?(?:/|of|von|sur|de|di)\s?\d{1,3}(?!\d)\s*")
_BUTTON_TEXT: Final = re.compile(
    r"\s*(?:purchase licensing rights(?:, opens new tab)?|opens new tab|view image in fullscreen|open image in gallery|"
    r"(?:click to )?enlarge(?: this)? image|(?:hide|toggle|show) caption|image in fullscreen|expand image)\s*$",
    re.IGNORECASE,
)
_TAIL: Final = 140
_MOST_CREDIT_WORDS: Final = 10
_EDGES: Final = " .,;|/:–—-()[]（）【】"


def split_credit(text: str) -> tuple[str | None, str | None]:
    """Part a caption into what it says and who made the picture.

    Args:
        text: The text of a caption.

    Returns:
        The caption without its credit, and the credit without its label; each None if there is none.
    """
    text = _COUNTER.sub("", _BUTTON_TEXT.sub("", text.strip()))
    caption, credit = split_labelled_credit(text)
    if credit is None:
        for split in (_split_bracketed, _split_tail):
            caption, credit = split(text)
            if credit is not None:
                break
    return (caption or None), credit


def split_labelled_credit(text: str) -> tuple[str, str | None]:
    """Part off a credit that a label or a copyright sign opens, at the end of a text.

    Args:
        text: A caption, or a line that may be one.

    Returns:
        What stands before the label, and the credit; the text itself and None if there is none.
    """
    cut = max(0, len(text) - _TAIL)
    tail = text[cut:]
    for pattern in (_LABELLED, _LABELLED_BY, _COPYRIGHT):
        match = pattern.search(tail)
        if match is not None:
            who = _cleaned(match["who"])
            if who is not None:
                return text[: cut + match.start()].rstrip(" (|–—-[（【/,;"), who
    return text, None


def unlabelled_credit(text: str) -> str | None:
    """The credit of an element that holds nothing else, without its label and brackets."""
    text = text.strip(_EDGES)
    head, who = split_credit(text)
    if who is not None and not head:
        return who
    labelled = _LABEL_AHEAD.match(text)
    return (labelled["who"] if labelled is not None else text).strip(_EDGES) or None


def _cleaned(who: str) -> str | None:
    inner = _COPYRIGHT.match(who)
    if inner is not None:
        who = inner["who"]
    again = _LABELLED.match(who) or _LABELLED_BY.match(who)
    if again is not None:
        who = again["who"]
    who = who.strip(_EDGES)
    if not who or len(who.split()) > _MOST_CREDIT_WORDS or not any(character.isalpha() for character in who):
        return None
    return who


def _split_bracketed(text: str) -> tuple[str, str | None]:
    """A credit in brackets at the end: "(Ida Holm/Reuters)", "（林若禾攝）"."""
    match = _BRACKETED.search(text[-100:])
    if match is None:
        return text, None
    who = match["who"].strip()
    made = _MADE_BY.search(who)
    labelled = _LABEL_AHEAD.match(who)
    if labelled is not None:
        who = labelled["who"]
    elif made is not None:
        who = who[: made.start()].strip()
    elif not (_names_maker(who) or is_agency(who, bracketed=True) or _names_person(who)):
        return text, None
    caption = text[: max(0, len(text) - 100) + match.start()].rstrip()
    return caption, who.strip(_EDGES) or None


def _split_tail(text: str) -> tuple[str, str | None]:
    """A credit behind the last sentence: "Ida Holm/Reuters", "Getty Images"."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    for start in (ends[-1], 0) if ends else (0,):
        who = text[start:].strip(_EDGES)
        if _names_maker(who) or is_agency(who):
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
    if slash and first and last and " /" not in who and last[0].isupper() and first[0].isupper():
        return all(word[0].isupper() or not word[0].isalpha() or len(word) < 4 for word in words)
    return " via " in who and is_agency(who.rpartition(" via ")[2])
