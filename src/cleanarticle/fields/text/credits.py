"""Tell what a caption says from who made the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from cleanarticle.fields.text.names.organisations import is_agency
from cleanarticle.fields.text.names.people import looks_like_name
from cleanarticle.fields.text.patterns import compiled, with_words
from cleanarticle.fields.text.words import listed, ordered
from cleanarticle.lexicon.phrases import bundled_phrases

__all__ = ["credit_behind", "is_label_of_player", "split_credit", "split_labelled_credit", "unlabelled_credit"]

_MARK: Final = r"[:：=＝©|/／]"
_LABELLED_BY: Final = (
    r"(?i)(?:photo(?:s|graph|graphs|graphy)?|picture|image|illustration|foto|fotos|crédit|credit)\s+"
    r"(?:(?:%(by)s|photo)\s+)?(?P<who>\S.*)$"
)
_COPYRIGHT: Final = r"(?i)(?:copyright\b[\s:]*(?:©\s*)?|©|\(c\)|ⓒ)\s*(?P<who>\S.*)$"
_BRACKETED: Final = r"[(（\[【<〔](?P<who>[^()（）\[\]【】<>〔〕]{2,80})[)）\]】>〕][.。]?$"
_BRACKET_ENDS: Final = tuple(bracket + stop for bracket in ")）]】>〕" for stop in ("", ".", "。"))
_MADE_BY: Final = r"%(made_by)s$"
_REPORTER: Final = r"(?:[가-힣]{2,5}=)?(?P<who>[가-힣]{2,4})\s?%(reporter)s$"
_NAMED_BEFORE: Final = r"\s/\s(?P<who>[^/]{2,60}(?:/[^/]{2,60})?)\snuotr(?:auka|\.)?\.?$"
"""A credit whose label follows the names: "The quay / J. Holmas / Pakrantės žinios nuotr."."""
_SENTENCE_END: Final = (
    r"(?<!\b[A-ZÀ-ÖØ-ÞА-Я])[.!?。”’\"»)]\s+(?=\S)|(?<=[\w)”\"])(?<!\b[A-ZÀ-ÖØ-ÞА-Я])[.!?](?=[A-ZÀ-ÖØ-ÞА-Я])|[。）」』]|"
    r"\s+[|–—]\s+|\s-\s"
)
"""Where a sentence may end: not after an initial, but before a capital that is glued to the full stop."""
_COUNTER: Final = r"^\[?\d{1,3}\s?(?:/|of|von|sur|de|di)\s?\d{1,3}(?!\d)\]?\s*"
_CAPTION_LABEL: Final = r"(?i)^%(caption)s\s?[,:]\s*"
_SOURCE_LABEL: Final = r"(?i)%(image_source)s\s?[,:]\s*"
_DURATION: Final = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:\s*min\b\.?)?|\d{1,3}\s?(?:min|minutes?|minuten|sec|sek)\b\.?"
_PLAYER_LABEL: Final = (
    rf"(?i)%(player)s\s*(?:[:|(].*|(?:{_DURATION}).*)?$|(?:{_DURATION})(?:\s.*)?$|"
    r"(?:watch|listen|play)(?: now|(?: the)? video)?(?:\s?:.*)?$"
)
# Measured: at 70, 2 of 313 change (figures); at 280, none of 419 pages changes.
_TAIL: Final = 140
# Measured: at 7, 2 of 2,304 change (figures); at 9, none of 2,304 pages changes.
_MOST_TAIL_WORDS: Final = 8
# Measured: at 5, 34 of 2,304 change (snippet F1 −0.14); at 20, 16 of 2,304 change (word F1 −0.01).
_MOST_CREDIT_WORDS: Final = 10
# Measured: at 15 and at 60, none of 2,304 pages changes.
_MOST_LABEL: Final = 30
# Measured: at 6, 1 of 2,304 changes (figures); at 24, 2 of 2,304 change (figures).
_LEAST_ALT: Final = 12
# Measured: at 3, 2 of 2,304 change (figures); at 5, none of 2,304 pages changes.
_SHORT_WORD: Final = 4
_EDGES: Final = " .,;|/:：=＝／–—-"
_BRACKETS: Final = {"(": ")", "[": "]", "（": "）", "【": "】", "〔": "〕", "<": ">"}
_CLOSING: Final = {close: opening for opening, close in _BRACKETS.items()}


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return with_words(template, "credits")


@cache
def _spaced(name: str) -> tuple[str, ...]:
    return tuple(f" {word} " for word in ordered(name))


@cache
def _longest_first(*names: str) -> tuple[str, ...]:
    """The words of lists about credits; those of "source" open other lines as well: they count only in a caption."""
    return tuple(sorted((word for name in names for word in ordered(f"credits.{name}")), key=len, reverse=True))


class LabelWords(NamedTuple):
    """Words before a credit.

    Attributes:
        words: The words, the longest first.
        known: The same, for looking up.
        ends: Their last two letters: most texts end in none of them, which is cheap to see.
    """

    words: tuple[str, ...]
    known: frozenset[str]
    ends: frozenset[str]

    def end(self, text: str) -> bool:
        """True if a text ends in one of them."""
        return (text[-2:] in self.ends or text[-1:] in self.ends) and text.endswith(self.words)


@cache
def _label_words(*names: str) -> LabelWords:
    words = _longest_first(*names)
    return LabelWords(words, frozenset(words), frozenset(word[-2:] for word in words))


def split_credit(text: str) -> tuple[str | None, str | None]:
    """Part a caption into what it says and who made the picture.

    Returns:
        The caption without its credit, and the credit without its label; each None if there is none.
    """
    text = _without_start(_without_start(_without_button(text.strip()), compiled(_COUNTER)), _pattern(_CAPTION_LABEL))
    source = _pattern(_SOURCE_LABEL).match(text)
    if source is not None:
        return None, _trimmed(text[source.end() :]) or None
    for split in (_split_bracketed, _split_after_label, _split_tail):
        caption, credit = split(text)
        if credit is not None:
            return caption or None, credit
    return text or None, None


def _without_start(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.match(text)
    return text if match is None else text[match.end() :]


def _without_button(text: str) -> str:
    lowered = text.lower()
    if not lowered.endswith(_longest_first("button")):
        return text
    button = next(filter(lowered.endswith, _longest_first("button")))
    return text[: len(text) - len(button)].rstrip()


def split_labelled_credit(text: str) -> tuple[str, str | None]:
    """Part off a credit that a label or a copyright sign opens, at the end of a line that may be a caption.

    Returns:
        What stands before the label, and the credit; the text itself and None if there is none.
    """
    return _split_labelled(text, _label_words("picture"))


def credit_behind(text: str, alt: str) -> tuple[str, str] | None:
    """Part a caption that repeats the picture's alternative text, and goes on with who made it.

    Returns:
        The caption without its credit, and the credit; None if the caption is something else.
    """
    stem = alt.rstrip(" .…")
    if len(stem) < _LEAST_ALT or not text.startswith(stem):
        return None
    rest = text[len(stem) :].lstrip(" .…\xa0")
    words = rest.split()
    if not 0 < len(words) <= _MOST_TAIL_WORDS or _trimmed(rest) == "":
        return None
    head = text[: len(text) - len(rest)].rstrip(" |–—-")
    inner, labelled = _split_labelled(rest, _label_words("picture", "source"))
    if labelled is not None and not inner:
        return head, labelled
    return (head, _trimmed(rest)) if words[0][0].isupper() and _are_capitalised(words) else None


def unlabelled_credit(text: str) -> str | None:
    """The credit of an element that holds nothing else, without its label and brackets."""
    text = _trimmed(text)
    head, who = split_credit(text)
    if who is not None and not head:
        return who
    inner = compiled(_COPYRIGHT).match(text)
    if inner is not None:
        return _trimmed(inner["who"]) or None
    label, mark, behind = text.partition(":")
    is_label = mark and len(label) <= _MOST_LABEL and label.strip().lower() in _label_words("picture", "source").known
    return _trimmed((behind if is_label else _without_label(text)) or text) or None


def is_label_of_player(text: str) -> bool:
    """Tell whether a line labels a film or recording: "Video", "Audio: The choir", "5 min", "2:34 Ice on the bay"."""
    return _pattern(_PLAYER_LABEL).match(text.strip()) is not None


# --- a label before the credit ----------------------------------------------------------------------------


def _split_after_label(text: str) -> tuple[str, str | None]:
    """Part off a credit that any label opens: "Photo: Ida Holm", "Quelle: dpa", "© Ida Holm"."""
    return _split_labelled(text, _label_words("picture", "source"))


def _split_labelled(text: str, labels: LabelWords) -> tuple[str, str | None]:
    cut = max(0, len(text) - _TAIL)
    tail = text[cut:]
    for start, end in _labels(tail, labels):
        who = _cleaned(tail[end:])
        if who is not None:
            return text[: cut + start].rstrip(" (|–—-[（【〔</,;"), who
    return text, None


def _labels(tail: str, labels: LabelWords) -> Iterator[tuple[int, int]]:
    """Where labels start and end in the last part of a text, from the first on."""
    for mark in compiled(_MARK).finditer(tail):
        start = _start_of_label(tail, mark.start(), labels)
        if start is None:
            if mark.group() == "©":
                yield mark.span()
            continue
        before = tail[:start].rstrip()
        if mark.group() not in "/／" or not before[-1:].isalnum():
            yield start, mark.end()
            continue
        # "AP Photo/Ida Holm" is a credit as it stands, and not a label with a name.
        first = before.rfind(" ") + 1
        if is_agency(tail[first:start].strip(), bracketed=True):
            yield first, first
    if any(word in tail for word in _spaced("credits.by")):
        for match in _pattern(_LABELLED_BY).finditer(tail):
            if match["who"][0].isupper() and _is_boundary(tail, match.start()):
                yield match.start(), match.start("who")


def _start_of_label(tail: str, end: int, labels: LabelWords) -> int | None:
    """Where the label that ends at a place starts: "Photo", "Foto von", "写真"."""
    head = tail[:end].rstrip().lower()
    links = ordered("credits.link")
    if " " in head and head.endswith(links):
        head = head.removesuffix(next(filter(head.endswith, links))).rstrip()
    start: int | None = None
    while labels.end(head):
        starts = (len(head) - len(label) for label in labels.words if head.endswith(label))
        first = min((place for place in starts if _is_boundary(tail, place)), default=None)
        if first is None:
            break
        start = first
        head = head[:first].rstrip()
    return start


def _is_boundary(text: str, place: int) -> bool:
    """Whether a word starts here, be it glued to the one before: "seenPhoto"."""
    if place == 0 or not text[place - 1].isalnum():
        return True
    before, first = text[place - 1], text[place]
    return (before.islower() and first.isupper()) or not (first.isupper() or first.islower())


def _without_label(text: str) -> str | None:
    """What follows a label without a colon ("foto Ida Holm", "Photograph by Ida Holm"), if there is one."""
    match = _pattern(_LABELLED_BY).match(text)
    if match is not None and match["who"][0].isupper():
        return match["who"]
    label, _, who = text.partition(" ")
    return who if who[:1].isupper() and label.lower() in _label_words("picture").known else None


def _cleaned(who: str) -> str | None:
    who = who.strip(" ([（【〔<")
    inner = compiled(_COPYRIGHT).match(who)
    who = inner["who"] if inner is not None else who
    who = _trimmed(_without_label(who.strip()) or who)
    is_credit = len(who.split()) <= _MOST_CREDIT_WORDS and any(map(str.isalpha, who))
    return who if is_credit else None


def _trimmed(text: str) -> str:
    """A text without the marks, and the brackets without a partner, at its ends."""
    text = text.strip(_EDGES)
    if text and text[0] not in _BRACKETS and text[-1] not in _CLOSING:
        return text
    while text and (
        (text[0] in _BRACKETS and text.find(_BRACKETS[text[0]]) in (-1, len(text) - 1))
        or (text[-1] in _CLOSING and _CLOSING[text[-1]] not in text)
    ):
        text = text[1:].removesuffix(_BRACKETS[text[0]]) if text[0] in _BRACKETS else text[:-1]
        text = text.strip(_EDGES)
    return text


# --- a credit without a label -----------------------------------------------------------------------------


def _split_bracketed(text: str) -> tuple[str, str | None]:
    """Part off a credit in brackets at the end: "(Ida Holm/Reuters)", "(Photo: Ida Holm)", "（林若禾攝）"."""
    match = compiled(_BRACKETED).search(text[-_TAIL:]) if text.endswith(_BRACKET_ENDS) else None
    if match is None:
        return text, None
    caption = text[: max(0, len(text) - _TAIL) + match.start()].rstrip()
    who = match["who"].strip()
    head, labelled = _split_labelled(who, _label_words("picture", "source"))
    if labelled is not None:
        return caption, _trimmed(who) if head else labelled
    labelled = _without_label(who)
    if labelled is not None:
        return caption, _trimmed(labelled)
    made = _pattern(_MADE_BY).search(who)
    if made is not None:
        return caption, _trimmed(who[: made.start()]) or None
    is_supplied = who.lower() in listed("credits.supplied")
    if is_supplied or _names_maker(who) or is_agency(who, bracketed=True) or _names_person(who):
        return caption, _trimmed(who)
    return text, None


def _split_tail(text: str) -> tuple[str, str | None]:
    """Part off a credit after the last sentence: "Ida Holm/Reuters", "Getty Images", "Foto Ida Holm"."""
    named = compiled(_NAMED_BEFORE).search(text[-_TAIL:]) if "nuotr" in text else None
    if named is not None:
        return text[: max(0, len(text) - _TAIL) + named.start()].rstrip(), named["who"]
    ends = [match.end() for match in compiled(_SENTENCE_END).finditer(text)]
    for start in (*ends[-2:], *([] if len(ends) > 1 else [0])):
        who = _trimmed(text[start:])
        credit = _sentence_as_credit(who, is_last=start > 0) if who.count(" ") < _MOST_TAIL_WORDS else None
        if credit is not None:
            return text[:start].rstrip(" |–—-"), credit
    return text, None


def _sentence_as_credit(who: str, *, is_last: bool) -> str | None:
    """The credit in what looks like a sentence; None if it is one. A last one may say that the picture was supplied."""
    labelled = _without_label(who)
    if labelled is not None and (_names_person(labelled) or is_agency(labelled)):
        return labelled
    reporter = None if who.isascii() else _pattern(_REPORTER).match(who)
    if reporter is not None:
        return reporter["who"]
    marked = compiled(_COPYRIGHT).match(who)
    if marked is not None and _trimmed(marked["who"]):
        return _trimmed(marked["who"])
    is_supplied = is_last and who.lower() in listed("credits.supplied")
    is_credit = is_supplied or _names_maker(who) or is_agency(who) or "photo-credit" in bundled_phrases().find(who)
    return who if is_credit else None


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
        return _are_capitalised(words)
    place, mark, agency = who.rpartition("=")
    if mark and " " not in place and is_agency(agency):
        return True
    return " via " in who and is_agency(who.rpartition(" via ")[2])


def _are_capitalised(words: list[str]) -> bool:
    """Whether all words but short ones have a capital, where they have letters."""
    return all(word[0].isupper() or not word[0].isalpha() or len(word) < _SHORT_WORD for word in words)
