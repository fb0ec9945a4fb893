"""The entry of a rule in the catalogue, for the command line and the documents. It is made from the rule itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Final

from cleanarticle.lexicon.phrases import cue_names, load_lexicon
from cleanarticle.lexicon.words import languages_of
from cleanarticle.rules.api import CUSTOM, Condition, Example, Rule, SettingValue
from cleanarticle.rules.loading import try_example
from cleanarticle.shorten import one_line

__all__ = ["FAMILIES", "RuleFigures", "RuleUse", "entry", "languages"]

FAMILIES: Final[Mapping[str, str]] = {
    "chrome": "Navigation, header and footer of the site, consent, login, search, messages of scripts.",
    "promo": "Advertisements, newsletters, subscriptions, apps, shops and whatever else asks for something.",
    "links": "Ways to other pages: related, read more, most read, tags, share bars.",
    "media": "Captions and credits of pictures, films, sounds, galleries, embedded posts.",
    "trust": "What the publisher says about itself: standards, corrections, agencies, labels.",
    "meta": "What the page says about the article: headline, author, times, counts, rights.",
    "comments": "Comments of readers, and what is around the posts of a forum.",
    CUSTOM: "Rules from outside the package that name no family.",
}
"""The families, in the order of the catalogue, and what they are about."""

# An example fits a line of a terminal.
_ELLIPSIS_AT: Final = 80


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What a rule did on annotated pages.

    Attributes:
        named: Blocks it marks if it is called for all of a page, also for those that their score alone drops.
        pages: Pages on which it marks a block that might otherwise be kept.
        fires: Those blocks.
        fires_right: Those of them on which it is right: against what is not body, or for what is.
        right: Blocks that would be decided wrongly without the rule.
        wrong: Blocks that would be decided rightly without the rule.
        effect: Mean word F1 over all pages with the rule, minus that without it.
    """

    named: int
    pages: int
    fires: int
    fires_right: int
    right: int
    wrong: int
    effect: float

    @property
    def precision(self) -> str:
        """The share of marks that are right, in percent; empty for a rule that never fired."""
        return f"{self.fires_right / self.fires:.0%}" if self.fires else ""

    @property
    def change(self) -> str:
        """The effect in ten-thousandths of F1, with its sign."""
        return f"{round(self.effect * 1e4, 2) or 0.0:+.2f}"


@dataclass(frozen=True, slots=True)
class RuleUse:
    """How a configuration uses a rule.

    Attributes:
        off: Where it is switched off, such as a file and line; empty if it is on.
        values: Settings that are not left at their defaults.
        sources: Where each of these is set, by name of the setting.
    """

    off: str = ""
    values: Mapping[str, SettingValue] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


_DEFAULTS: Final = RuleUse()


def entry(rule: Rule, figures: RuleFigures | None = None, *, level: int = 2, use: RuleUse = _DEFAULTS) -> str:
    """The entry of a rule in the catalogue.

    Args:
        rule: The rule, with the defaults of its settings.
        figures: What it did on annotated pages, if that was measured.
        level: Level of the entry's heading.
        use: How it is used. The entry says what the examples give with these settings.

    Returns:
        Markdown without a line break at its end.

    Raises:
        RuleError: The rule has no such setting, or the value has another type.
    """
    return "\n\n".join(_parts(rule, figures, level, use))


def _parts(rule: Rule, figures: RuleFigures | None, level: int, use: RuleUse) -> Iterator[str]:
    yield f"{'#' * level} {rule.name}"
    if use.off:
        yield f"Switched off: {use.off}."
    yield rule.summary
    body = (inspect.getdoc(inspect.unwrap(rule.judge)) or "").partition("\n")[2].strip()
    if body:
        yield body
    yield "\n".join(_facts(rule, figures))
    if rule.settings:
        yield "\n".join(_settings(rule, use))
    configured = rule.configured(use.values)
    for example in rule.examples:
        yield _example(configured, example)


def _settings(rule: Rule, use: RuleUse) -> Iterator[str]:
    more = " value | set by |" if use.values else ""
    yield f"| setting | type | default |{more}"
    yield f"|---|---|---|{'---|---|' if use.values else ''}"
    for name, default in rule.settings.items():
        row = f"| `{name}` | {_type_name(default)} | `{_written(default)}` |"
        if name in use.values:
            row += f" `{_written(use.values[name])}` | {use.sources.get(name, '')} |"
        elif use.values:
            row += " | |"
        yield row


def _facts(rule: Rule, figures: RuleFigures | None) -> Iterator[str]:
    yield f"- Family: `{rule.family}`."
    yield f"- Called for a block {_in_words(rule)}."
    if rule.not_on:
        yield f"- Not called on pages of these types: {', '.join(sorted(rule.not_on))}."
    cues = {cue for condition in rule.when.conditions for cue in condition.cues}
    for name in sorted(cues | rule.reads):
        codes = languages(name)
        kind = "Phrases" if name in cue_names() else "Words"
        number = "1 language" if len(codes) == 1 else f"{len(codes)} languages"
        yield f"- {kind} of `{name}` are known in {number}: {', '.join(codes)}."
    if figures is not None:
        share = f" ({figures.precision} rightly)" if figures.precision else ""
        yield (
            f"- On annotated pages: blocks named {figures.named:,}, of those that might otherwise be kept "
            f"{figures.fires:,}{share}, decided rightly {figures.right:,}, wrongly "
            f"{figures.wrong:,}; mean F1 {figures.change} ten-thousandths."
        )


def languages(name: str) -> tuple[str, ...]:
    """Codes of the languages in which the lexicon has phrases for a cue, or words of a list; none for other names."""
    if name in cue_names():
        return tuple(code for code, cues in load_lexicon().items() if name in cues)
    return languages_of(name)


def _in_words(rule: Rule) -> str:
    """The trigger as the end of a sentence, after "a block"."""
    return "; or ".join(dict.fromkeys(map(_condition, rule.when.conditions)))


def _condition(condition: Condition) -> str:
    parts = []
    if condition.tags:
        parts.append(f"that is {_alternatives(f'<{tag}>' for tag in condition.tags)}")
    elements = [name for name in condition.names if name.startswith("<")]
    words = [name for name in condition.names if not name.startswith("<")]
    if elements:
        parts.append(f"that is, or is in, {_alternatives(elements)}")
    if words:
        parts.append(f"in a container whose class or id has the word {_alternatives(words)}")
    if condition.needs:
        parts.append(f"in a container with {_alternatives(condition.needs)}")
    if condition.cues:
        parts.append(f"whose wording gives the cue {_alternatives(condition.cues)}")
    if condition.most_words < inf:
        parts.append(f"of at most {condition.most_words:g} words")
    if condition.digits:
        parts.append("with a digit")
    return " and ".join(parts)


def _alternatives(names: Iterable[str]) -> str:
    *others, last = [f"`{name}`" for name in sorted(names)]
    return f"{', '.join(others)} or {last}" if others else last


def _type_name(value: SettingValue) -> str:
    return "tuple of str" if isinstance(value, tuple) else type(value).__name__


def _written(value: SettingValue) -> str:
    """A value as Python writes it, with `|` escaped for a cell of a table."""
    return repr(value).replace("|", "\\|")


def _example(rule: Rule, example: Example) -> str:
    return f"{_outcome(rule, example)}:\n\n```html\n{example.html.strip()}\n```"


def _outcome(rule: Rule, example: Example) -> str:
    """What the rule does on an example, with the settings it has."""
    marked = [(block, mark) for block, mark in try_example(rule, example) if example.on in block.text]
    if not example.on or not marked:
        return "Marks nothing"
    block, mark = marked[0]
    text = one_line(block.text, _ELLIPSIS_AT)
    verb = "Drops" if mark.kind == "drop" else f"Gives {mark.points:+g} points to"
    return f"{verb} “{text}” ({mark.reason})"
