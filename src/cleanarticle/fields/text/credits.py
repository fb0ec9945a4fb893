"""Tell what a caption says from who made the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cleanarticle.fields.text.names import is_agency, looks_like_name
from cleanarticle.lexicon.phrases import bundled_phrases

__all__ = ["credit_behind", "is_label_of_player", "split_credit", "split_labelled_credit", "unlabelled_credit"]

_PICTURE_WORDS: Final = """
    photo photos photograph photographs photographer photography picture pictures pic pics image images
    credit credits source illustration illustrations graphic courtesy screenshot
    foto fotos fotograf fotografin fotografie fotografía fotografia fotoğraf fotoğraflar fotoğrafı görsel
    bild bilder bildquelle bildnachweis bildcredit bildkälla bildrechte symbolbild archivbild illustrationsfoto
    arkivfoto symbolfoto archivfoto fotomontage beeld crédit crédits photographie crédito créditos imagen imagem
    imatge crediti immagine divulgação reprodução fot. zdjęcie źródło źr. kaynak
    фото светлина світлина снимок снимка фотография фотограф слика иллюстрация
    صورة الصورة تصوير عدسة عکس عکاس צילום צילומים
    kuva kuvat kuvaaja fotó fotók snímek fotografija ljósmynd φωτογραφία φωτό φωτο
    ảnh picha isithombe फोटो फ़ोटो तस्वीर ছবি ภาพ ภาพถ่าย ภาพจาก
    写真 写真提供 撮影 提供 摄影 攝影 图片来源 图片 圖片來源 圖片 图源 圖源 图 圖 사진 사진제공
"""
_SOURCE_WORDS: Final = """
    quelle rechte bron fuente fuentes fonte fonti kilde källa lähde sursa zdroj forrás izvor vir джерело источник
    източник извор πηγή المصدر مصدر منبع מקור קרדיט nguồn sumber gambar avots šaltinis साभार स्रोत ที่มา
    出典 画像 画像提供 資料 资料图 來源 来源 출처 자료 그래픽 grafik montage collage mynd kép imagine autor autore
"""
"""Labels of a credit that open other lines as well: they count only in what is known to be a caption."""


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=len, reverse=True))


_LABELS: Final = _longest_first(_PICTURE_WORDS)
_ALL_LABELS: Final = _longest_first(_PICTURE_WORDS + _SOURCE_WORDS)
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
_MARK: Final = re.compile(r"[:：=＝©|/／]")
_LABELLED_BY: Final = re.compile(
    r"(?:photo(?:s|graph|graphs|graphy)?|picture|image|illustration|foto|fotos|crédit|credit)\s+"
    r"(?:(?:by|courtesy of|von|door|di|av|af|par|photo)\s+)?(?P<who>\S.*)$",
    re.IGNORECASE,
)
_BY_WORDS: Final = (" by ", " courtesy of ", " von ", " door ", " di ", " av ", " af ", " par ")
_COPYRIGHT: Final = re.compile(r"(?:copyright\b[\s:]*(?:©\s*)?|©|\(c\)|ⓒ)\s*(?P<who>\S.*)$", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"[(（\[【<〔](?P<who>[^()（）\[\]【】<>〔〕]{2,80})[)）\]】>〕][.。]?$")
_MADE_BY: Final = re.compile(r"(?:攝|摄|撮影|提供|写す|撮る)$")
_REPORTER: Final = re.compile(r"(?:[가-힣]{2,5}=)?(?P<who>[가-힣]{2,4})\s?(?:기자|인턴기자|특파원|사진기자)$")
_NAMED_BEFORE: Final = re.compile(r"\s/\s(?P<who>[^/]{2,60}(?:/[^/]{2,60})?)\snuotr(?:auka|\.)?\.?$")
"""A credit whose label stands behind the names: "The quay / J. Holmas / Pakrantės žinios nuotr."."""
_SENTENCE_END: Final = re.compile(
    r"(?<!\b[A-ZÀ-ÖØ-ÞА-Я])[.!?。”’\"»)]\s+(?=\S)|(?<=[\w)”\"])(?<!\b[A-ZÀ-ÖØ-ÞА-Я])[.!?](?=[A-ZÀ-ÖØ-ÞА-Я])|[。）」』]|"
    r"\s+[|–—]\s+|\s-\s"
)
"""Where a sentence may end: not behind an initial, but before a capital that is glued to the full stop."""
_COUNTER: Final = re.compile(r"^\[?\d{1,3}\s?(?:/|of|von|sur|de|di)\s?\d{1,3}(?!\d)\]?\s*")
_BUTTON_TEXT: Final = re.compile(
    r"\s*(?:purchase licensing rights(?:, opens new tab)?|opens new tab|view image in fullscreen|"
    r"open image in gallery|(?:click to )?enlarge(?: this)? image|(?:hide|toggle|show) caption|"
    r"image in fullscreen|expand image)\s*$",
    re.IGNORECASE,
)
_CAPTION_LABEL: Final = re.compile(
    r"^(?:image caption|media caption|bild(?:text|unterschrift)|bildetekst|billedtekst|caption|légende|legende|leyenda|"
    r"didascalia|kuvateksti|onderschrift)\s?[,:]\s*",
    re.IGNORECASE,
)
_SOURCE_LABEL: Final = re.compile(r"(?:image source|image copyright|media source)\s?[,:]\s*", re.IGNORECASE)
_DURATION: Final = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:\s*min\b\.?)?|\d{1,3}\s?(?:min|minutes?|minuten|sec|sek)\b\.?"
_PLAYER_LABEL: Final = re.compile(
    rf"(?:video|audio|vidéo|vídeo|видео|відео|wideo|动画|視頻|视频|動画|영상|podcast)\s*(?:[:|(].*|(?:{_DURATION}).*)?$|"
    rf"(?:{_DURATION})(?:\s.*)?$|(?:watch|listen|play)(?: now|(?: the)? video)?(?:\s?:.*)?$",
    re.IGNORECASE,
)
_SUPPLIED: Final = frozenset(
    "supplied handout submitted contributed courtesy archive archiv privat private zvg divulgação reprodução cortesía "
    "archivo aðsend sithunyelwe dodane archiwum".split()
)
"""What stands for a name where the picture was given to the newsroom."""
_TAIL: Final = 140
_MOST_TAIL_WORDS: Final = 8
_MOST_CREDIT_WORDS: Final = 10
_MOST_LABEL: Final = 30
_LEAST_ALT: Final = 12
_SHORT_WORD: Final = 4
_EDGES: Final = " .,;|/:：=＝／–—-"
_BRACKETS: Final = {"(": ")", "[": "]", "（": "）", "【": "】", "〔": "〕", "<": ">"}
_CLOSING: Final = {close: opening for opening, close in _BRACKETS.items()}


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
        return None, _trimmed(text[source.end() :]) or None
    for split in (_split_bracketed, _split_labelled, _split_tail):
        caption, credit = split(text)
        if credit is not None:
            return caption or None, credit
    return text or None, None


def split_labelled_credit(text: str) -> tuple[str, str | None]:
    """Part off a credit that a label or a copyright sign opens, at the end of a text.

    Args:
        text: A line that may be a caption.

    Returns:
        What stands before the label, and the credit; the text itself and None if there is none.
    """
    return _split_labelled(text, _LABELS)


def credit_behind(text: str, alt: str) -> tuple[str, str] | None:
    """Part a caption that repeats the picture's alternative text, and goes on with who made it.

    Args:
        text: The text of a caption.
        alt: The alternative text of its picture.

    Returns:
        The caption without its credit, and the credit; None if the caption is no such one.
    """
    stem = alt.rstrip(" .…")
    if len(stem) < _LEAST_ALT or not text.startswith(stem):
        return None
    rest = text[len(stem) :].lstrip(" .…\xa0")
    words = rest.split()
    if not 0 < len(words) <= _MOST_TAIL_WORDS or _trimmed(rest) == "":
        return None
    head = text[: len(text) - len(rest)].rstrip(" |–—-")
    inner, labelled = _split_labelled(rest)
    if labelled is not None and not inner:
        return head, labelled
    is_capital = all(word[0].isupper() or not word[0].isalpha() or len(word) < _SHORT_WORD for word in words)
    return (head, _trimmed(rest)) if is_capital and words[0][0].isupper() else None


def unlabelled_credit(text: str) -> str | None:
    """The credit of an element that holds nothing else, without its label and brackets."""
    text = _trimmed(text)
    head, who = split_credit(text)
    if who is not None and not head:
        return who
    inner = _COPYRIGHT.match(text)
    if inner is not None:
        return _trimmed(inner["who"]) or None
    return _trimmed(_behind_label(text) or _without_label(text) or text) or None


def is_label_of_player(text: str) -> bool:
    """Whether a line labels a film or recording: "Video", "Audio: The choir", "5 min", "2:34 Ice on the bay"."""
    return _PLAYER_LABEL.match(text.strip()) is not None


def _split_labelled(text: str, labels: tuple[str, ...] = _ALL_LABELS) -> tuple[str, str | None]:
    cut = max(0, len(text) - _TAIL)
    tail = text[cut:]
    for start, end in _labels(tail, labels):
        who = _cleaned(tail[end:])
        if who is not None:
            return text[: cut + start].rstrip(" (|–—-[（【〔</,;"), who
    return text, None


def _labels(tail: str, labels: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where labels start and end in the last part of a text, from the first on."""
    for mark in _MARK.finditer(tail):
        start = _start_of_label(tail, mark.start(), labels)
        if start is not None and mark.group() in "/／" and tail[:start].rstrip()[-1:].isalnum():
            # "AP Photo/Ida Holm" is a credit as it stands, and no label with a name.
            first = tail[:start].rstrip().rfind(" ") + 1
            if is_agency(tail[first:start].strip(), bracketed=True):
                yield first, first
        elif start is not None:
            yield start, mark.end()
        elif mark.group() == "©":
            yield mark.start(), mark.end()
    if any(word in tail for word in _BY_WORDS):
        for match in _LABELLED_BY.finditer(tail):
            if match["who"][0].isupper() and _is_boundary(tail, match.start()):
                yield match.start(), match.start("who")


def _start_of_label(tail: str, end: int, labels: tuple[str, ...]) -> int | None:
    """Where the label that ends at a place starts: "Photo", "Foto von", "写真"."""
    head = tail[:end].rstrip().lower()
    for link in _LINKS:
        if head.endswith(link):
            head = head[: -len(link)].rstrip()
            break
    start: int | None = None
    while head.endswith(labels):
        starts = (len(head) - len(label) for label in labels if head.endswith(label))
        at = min((start for start in starts if _is_boundary(tail, start)), default=-1)
        if at < 0:
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


def _behind_label(text: str) -> str | None:
    """What follows a label and a colon, however long it is."""
    label, mark, who = text.partition(":")
    return who if mark and len(label) <= _MOST_LABEL and label.strip().lower() in _ALL_LABELS else None


def _without_label(text: str) -> str | None:
    """What follows a label without a colon ("foto Ida Holm", "Photograph by Ida Holm"), if there is one."""
    match = _LABELLED_BY.match(text)
    if match is not None and match["who"][0].isupper():
        return match["who"]
    label, _, who = text.partition(" ")
    return who if who[:1].isupper() and label.lower() in _LABELS else None


def _trimmed(text: str) -> str:
    """A text without the marks, and the brackets without a partner, at its ends."""
    text = text.strip(_EDGES)
    while text and (
        (text[0] in _BRACKETS and text.find(_BRACKETS[text[0]]) in (-1, len(text) - 1))
        or (text[-1] in _CLOSING and _CLOSING[text[-1]] not in text)
    ):
        text = text[1:].removesuffix(_BRACKETS[text[0]]) if text[0] in _BRACKETS else text[:-1]
        text = text.strip(_EDGES)
    return text


def _cleaned(who: str) -> str | None:
    who = who.strip(" ([（【〔<")
    inner = _COPYRIGHT.match(who)
    if inner is not None:
        who = inner["who"]
    who = _trimmed(_without_label(who.strip()) or who)
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
    head, labelled = _split_labelled(who)
    if labelled is not None:
        return caption, _trimmed(who) if head else labelled
    labelled = _without_label(who)
    if labelled is not None:
        return caption, _trimmed(labelled)
    made = _MADE_BY.search(who)
    if made is not None:
        return caption, _trimmed(who[: made.start()]) or None
    if _names_maker(who) or is_agency(who, bracketed=True) or _names_person(who) or who.lower() in _SUPPLIED:
        return caption, _trimmed(who)
    return text, None


def _split_tail(text: str) -> tuple[str, str | None]:
    """A credit behind the last sentence: "Ida Holm/Reuters", "Getty Images", "Foto Ida Holm"."""
    named = _NAMED_BEFORE.search(text[-_TAIL:])
    if named is not None:
        return text[: max(0, len(text) - _TAIL) + named.start()].rstrip(), named["who"]
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    for start in (*ends[-2:], *([] if len(ends) > 1 else [0])):
        who = _trimmed(text[start:])
        words = who.count(" ") + 1
        if words > _MOST_TAIL_WORDS:
            continue
        head = text[:start].rstrip(" |–—-")
        labelled = _without_label(who)
        if labelled is not None and (_names_person(labelled) or is_agency(labelled)):
            return head, labelled
        reporter = _REPORTER.match(who)
        if reporter is not None:
            return head, reporter["who"]
        inner = _COPYRIGHT.match(who)
        if inner is not None and _trimmed(inner["who"]):
            return head, _trimmed(inner["who"])
        if start and who.lower() in _SUPPLIED:
            return head, who
        if _names_maker(who) or is_agency(who) or "photo-credit" in bundled_phrases().find(who):
            return head, who
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
    first, slash, last = (part.strip() for part in who.rpartition("/"))
    if slash and is_agency(last, bracketed=True) and looks_like_name(first):
        return True
    if slash and first and last and " /" not in who and last[0].isupper() and first[0].isupper():
        return all(word[0].isupper() or not word[0].isalpha() or len(word) < _SHORT_WORD for word in words)
    place, mark, agency = who.rpartition("=")
    if mark and " " not in place and is_agency(agency):
        return True
    return " via " in who and is_agency(who.rpartition(" via ")[2])
