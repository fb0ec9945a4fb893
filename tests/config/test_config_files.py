"""Settings from files, the environment and flags: what is found, what wins, and what an error says."""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fixture_pages import FIXTURES, ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cleanarticle.config.sources as config_module
from cleanarticle import CleanArticleError, Config, ConfigError, Extractor, Limits, RuleError
from cleanarticle.cli.app import app
from cleanarticle.config.model import config_schema
from cleanarticle.config.sources import (
    SettingsLayer,
    environment_layer,
    file_layer,
    find_file,
    load_config,
    read_toml,
)
from cleanarticle.rules.library import bundled_rules
from cleanarticle.rules.loading import rules_from_file

PAGE = next(FIXTURES.glob("www.harbourgazette.example/*/page.html"))

FULL = """\
# what we use
preset = "recall"
threshold = 0.5
rules_off = [
    "promo/*",
    "byline-line",
]
rules_on = ["newsletter"]
strip_dateline = true
filter_lists = ["own.txt"]
rules = ["mine.py"]
installed_rules = false
include_subtitle = true
positions = true
[limits]
max_bytes = 1000

[rule_settings.reading-time]
max_words = 5
"""


OWN_RULE = """\
from cleanarticle.rules.api import drop, ignores, marks, rule, tags


@rule(marks("<p>Boop, said the robot.</p>", on="Boop"), ignores("<p>No.</p>"), when=tags("p"))
def boop(block, page, *, sound: str = "Boop"):
    \"\"\"Drop what a robot says.\"\"\"
    return drop("a robot said it") if block.text.startswith(sound) else None
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "mine.py").write_text(OWN_RULE, encoding="utf-8")
    (tmp_path / "own.txt").write_text("##.ad-slot\n", encoding="utf-8")
    path = tmp_path / "cleanarticle.toml"
    path.write_text(FULL, encoding="utf-8")
    return path


def flags(**values: Any) -> SettingsLayer:
    return SettingsLayer(values, lambda path: f"--{path[0]}")


# --- What a file says


def test_every_setting(file: Path) -> None:
    config = Config.from_file(file)
    assert config == Config(
        preset="recall",
        threshold=0.5,
        rules_off=("promo/*", "byline-line"),
        rules_on=("newsletter",),
        rule_settings={"reading-time": {"max_words": 5}},
        rules=(str(file.parent / "mine.py"),),
        filter_lists=(str(file.parent / "own.txt"),),
        strip_dateline=True,
        include_subtitle=True,
        positions=True,
        limits=Limits(max_bytes=1000),
    )
    assert pickle.loads(pickle.dumps(config)) == config
    assert Config.model_validate_json(config.model_dump_json()) == config


def test_every_field_can_be_set_in_a_file(file: Path) -> None:
    assert Config.from_file(file).model_fields_set == set(Config.model_fields)


def test_the_table_of_a_project(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text("[project]\nname = 'x'\n\n[tool.cleanarticle]\npreset = 'recall'\n", encoding="utf-8")
    assert Config.from_file(project) == Config(preset="recall")
    project.write_text("[tool.other]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pyproject\.toml.*\[tool\.cleanarticle\]"):
        Config.from_file(project)


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "pyproject.toml").write_text("[project]\nname = 'without'\n", encoding="utf-8")
    outer = tmp_path / "pyproject.toml"
    outer.write_text("[tool.cleanarticle]\n", encoding="utf-8")
    assert find_file(inner) == outer
    own = tmp_path / "cleanarticle.toml"
    own.write_text("", encoding="utf-8")
    assert find_file(inner) == own
    nearest = tmp_path / "a" / "pyproject.toml"
    nearest.write_text("[tool.cleanarticle]\n", encoding="utf-8")
    assert find_file(inner) == nearest
    (inner / "pyproject.toml").write_text("[tool\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pyproject\.toml:1: "):
        find_file(inner)


def test_nothing_is_read_that_is_not_asked_for(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    monkeypatch.setenv("CLEANARTICLE_PRESET", "recall")
    assert load_config().config == Config()
    assert Extractor().config == Config()


# --- Errors say where and what


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("preset = 'recall'\ntreshold = 1\n", 2, "'treshold'.*'threshold'"),
        ("[limits]\n\n# c\nmax_byte = 1\n", 4, "'max_byte'.*'max_bytes'"),
        ("limits.max_byte = 1\n", 1, "'max_byte'.*'max_bytes'"),
        ("rules_off = [\n\n]\n[rule_setings.x]\ny = 1\n", 4, "'rule_setings'.*'rule_settings'"),
        ("strip_dateline = true\n\nrules_off = [\n  'promo/*',\n  'newsleter',\n]\n", 3, "'newsleter'.*'newsletter'"),
        ("rules_on = ['promos/*']\n", 1, r"'promos/\*'.*'promo/\*'"),
        ("rules_off = ['promo']\n", 1, r"family.*'promo/\*'"),
        ("[rule_settings.reading-tim]\nmax_words = 1\n", 1, "'reading-tim'.*'reading-time'"),
        ("[rule_settings.reading-time]\n\nmax_word = 1\n", 3, "'max_word'.*'max_words'"),
        ("[rule_settings.reading-time]\nmax_words = 'a'\n", 2, "max_words.*int"),
        ("[rule_settings.reading-time]\nmax_words = [[1]]\n", 2, "max_words.*number"),
        ("rules_off = ['newsletter']\nrules_on = ['newsletter']\n", 2, "'newsletter' is in rules_off too"),
        ("threshold = '0.5'\n", 1, "threshold.*number"),
        ("threshold = nan\n", 1, "threshold.*finite"),
        ("threshold = 1979-05-27\n", 1, "threshold.*number"),
        ("strip_dateline = 1\n", 1, "strip_dateline.*boolean"),
        ("preset = 'fast'\n", 1, "preset.*precision.*balanced.*recall"),
        ("rules_off = 'promo/*'\n", 1, "rules_off"),
        ("rules_off = ['promo/*', 5]\n", 1, "rules_off"),
        ("\nlimits = 5\n", 2, "limits"),
        ("[limits]\nmax_bytes = 0\n", 1, "max_bytes is 0"),
        ("\nfilter_lists = ['nowhere.txt']\n", 2, "nowhere.txt"),
        ("\nrules = ['nowhere.py']\n", 2, "nowhere.py"),
        ("a = 1\nb = = 2\n", 2, "TOML"),
        ("a = 1\na = 2\n", 2, "TOML"),
        ("a = ", 1, "TOML"),
        ("threshold = 0x" + "f" * 5000, 0, "too large"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((ConfigError, RuleError), match=words) as error:
        Config.from_file(path)
    place = f"{path}:{line}: " if line else f"{path}: "
    assert str(error.value).startswith(place)


def test_a_line_in_a_project_is_that_of_its_table(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.other]\npresett = 1\n\n[tool.cleanarticle]\npresett = 1\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pyproject\.toml:5: "):
        Config.from_file(path)


@pytest.mark.parametrize("before", range(0, 9, 2))
def test_the_line_is_right_wherever_the_key_stands(tmp_path: Path, before: int) -> None:
    table = "[tool.t{}]\nlong = [\n  1,\n  # c\n  2,\n]\ntext = '''\na\n[tool.cleanarticle]\n'''\n"
    tables = [table.format(at) for at in range(9)]
    own = "[tool.cleanarticle]\n\nwrong = [\n1,\n]\n"
    path = tmp_path / "pyproject.toml"
    path.write_text("".join([*tables[:before], own, *tables[before:]]), encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"pyproject\.toml:{10 * before + 3}: "):
        Config.from_file(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        Config.from_file(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes("preset = 'größe'".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"latin\.toml.*UTF-8"):
        Config.from_file(tmp_path / "latin.toml")


SNIPPETS = st.sampled_from(
    "preset threshold rules_off rules_on rule_settings limits = [ ] { } ' \" , . 1 -1.5e9 true nan 1979-05-27 "
    "newsletter 'promo/*' reading-time max_words max_bytes 'recall' # \n \n".split(" ")
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(), st.text().map(str.encode), st.lists(SNIPPETS).map(" ".join).map(str.encode)))
def test_any_file_is_a_configuration_or_a_documented_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.toml"
    path.write_bytes(data)
    message = path.name
    try:
        Extractor(Config.from_file(path))
    except CleanArticleError as error:
        message = str(error)
    assert path.name in message


def test_a_deep_file_is_a_documented_error(tmp_path: Path) -> None:
    path = tmp_path / "deep.toml"
    for text in ("a = " + "[" * 5000, "limits." + ".".join("a" * 3000) + " = 1", "[" + ".".join("a" * 900) + "]"):
        path.write_text(text)
        with pytest.raises(ConfigError, match=r"deep\.toml"):
            Config.from_file(path)


# --- Which source wins


def test_flags_over_environment_over_file_over_defaults(file: Path) -> None:
    environment = {"CLEANARTICLE_PRESET": "precision", "CLEANARTICLE_THRESHOLD": "0.7", "PATH": "/bin"}
    loaded = load_config(file, environment=environment, flags=flags(threshold=0.9))
    assert (loaded.config.threshold, loaded.config.preset, loaded.config.strip_dateline) == (0.9, "precision", True)
    assert loaded.file == file
    sources = {each.key: each.source for each in loaded.values() if not each.is_item}
    assert sources["threshold",] == "--threshold"
    assert sources["preset",] == "CLEANARTICLE_PRESET"
    assert sources["strip_dateline",] == f"{file}:9"
    assert sources["limits", "max_bytes"] == f"{file}:16"
    assert sources["limits", "max_tags"] == "default"
    assert sources["rule_settings", "reading-time", "max_words"] == f"{file}:19"
    assert sources["rule_settings", "reading-time", "max_box_words"] == "default"


def test_the_file_is_named_looked_for_or_left_out(file: Path) -> None:
    other = file.parent / "other.toml"
    other.write_text("preset = 'precision'\n", encoding="utf-8")
    variable = {"CLEANARTICLE_CONFIG": str(other)}
    assert load_config(folder=file.parent).config.preset == "recall"
    assert load_config(folder=file.parent, environment=variable).config.preset == "precision"
    assert load_config(file, folder=file.parent, environment=variable).config.preset == "recall"
    assert load_config(environment={}).file is None


def test_tables_are_put_over_each_other_key_by_key(file: Path) -> None:
    environment = {
        "CLEANARTICLE_LIMITS__MAX_TAGS": "7",
        "CLEANARTICLE_RULE_SETTINGS__READING_TIME__MAX_BOX_WORDS": "3",
    }
    config = load_config(file, environment=environment).config
    assert (config.limits.max_bytes, config.limits.max_tags) == (1000, 7)
    assert config.rule_settings == {"reading-time": {"max_words": 5, "max_box_words": 3}}


@pytest.mark.parametrize(
    ("weak", "strong", "newsletter", "advertisement"),
    [
        ({}, {}, True, True),
        ({"rules_off": ["promo/*"]}, {}, False, False),
        ({"rules_off": ["promo/*"], "rules_on": ["newsletter"]}, {}, True, False),
        ({"rules_off": ["newsletter"], "rules_on": ["promo/*"]}, {}, False, True),
        ({"rules_off": ["newsletter"]}, {"rules_on": ["newsletter"]}, True, True),
        ({"rules_on": ["newsletter"]}, {"rules_off": ["promo/*"]}, False, False),
        ({"rules_off": ["newsletter", "advertisement"]}, {"rules_on": ["promo/*"]}, True, True),
        ({"rules_off": ["promo/*"]}, {"rules_on": ["newsletter"]}, True, False),
        ({"rules_off": ["newsletter"]}, {"rules_off": ["advertisement"]}, False, False),
        ({"rules_off": ["promo/*"]}, {"rules_off": ["chrome/*"]}, False, False),
        ({"rules_off": ["promo/*"]}, {"rules_on": ["promo/*"], "rules_off": ["newsletter"]}, False, True),
    ],
)
def test_switches(
    tmp_path: Path, weak: dict[str, Any], strong: dict[str, Any], newsletter: bool, advertisement: bool
) -> None:
    path = tmp_path / "weak.toml"
    path.write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in weak.items()), encoding="utf-8")
    asked = {rule.name for rule in Extractor(load_config(path, flags=flags(**strong)).config).rules}
    assert ("newsletter" in asked, "advertisement" in asked) == (newsletter, advertisement)


def test_a_rule_that_is_on_and_off_is_an_error_in_code_too() -> None:
    with pytest.raises(ConfigError, match="newsletter"):
        Config(rules_on=("newsletter",), rules_off=("newsletter",))
    with pytest.raises(ConfigError, match=r"'newsleter'.*'newsletter'"):
        Extractor(Config(rules_on=("newsleter",)))


def test_filter_lists_add_up(file: Path) -> None:
    second = file.parent / "second.txt"
    second.write_text("##.x", encoding="utf-8")
    loaded = load_config(file, flags=flags(filter_lists=[str(second)]))
    assert loaded.config.filter_lists == (str(file.parent / "own.txt"), str(second))
    items = [each.source for each in loaded.values() if each.is_item and each.key == ("filter_lists",)]
    assert items == [f"{file}:10", "--filter_lists"]


# --- Rules of one's own


def test_rules_of_a_file_are_asked_and_can_be_set_and_switched(file: Path) -> None:
    own = next(rule for rule in Extractor(Config.from_file(file)).rules if rule.name == "boop")
    assert own.settings == {"sound": "Boop"}
    loaded = load_config(file, environment={"CLEANARTICLE_RULE_SETTINGS__BOOP__SOUND": "Beep"})
    assert next(rule for rule in Extractor(loaded.config).rules if rule.name == "boop").settings == {"sound": "Beep"}
    assert ("rule_settings", "boop", "sound") in {each.key for each in loaded.values()}
    off = load_config(file, flags=flags(rules_off=["boop"])).config
    assert "boop" not in {rule.name for rule in Extractor(off).rules}


@pytest.fixture
def tally(file: Path) -> Path:
    """A file that grows by a letter whenever the file of rules is run."""
    tally = file.parent / "tally.txt"
    mine = file.parent / "mine.py"
    mine.write_text(f"with open({str(tally)!r}, 'a') as tally:\n    tally.write('x')\n{OWN_RULE}", encoding="utf-8")
    return tally


def test_a_file_of_rules_is_run_once(file: Path, tally: Path) -> None:
    loaded = load_config(file)
    Extractor(loaded.config)
    Extractor(loaded.config)
    assert tally.read_text(encoding="utf-8") == "x"
    tally.unlink()
    assert "boop" in {rule.name for rule in Extractor(Config.from_file(file)).rules}
    assert tally.read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("command", [("extract",), ("explain",), ("explain", "--json")])
def test_a_command_runs_a_file_of_rules_once(file: Path, tally: Path, command: tuple[str, ...]) -> None:
    words = [command[0], str(PAGE), *command[1:], "--config", str(file), "--set", "limits.max_bytes=99999"]
    assert CliRunner().invoke(app, words, catch_exceptions=False).exit_code == 0
    assert tally.read_text(encoding="utf-8") == "x"


def test_rules_that_were_read_are_no_part_of_a_configuration(file: Path, tally: Path) -> None:
    loaded = Config.from_file(file)
    same = Config(**{name: getattr(loaded, name) for name in loaded.model_fields_set})
    assert loaded == same
    other = loaded.model_copy(update={"rules": (), "rule_settings": {}})
    assert "boop" not in {rule.name for rule in Extractor(other).rules}
    sent = pickle.loads(pickle.dumps(loaded))
    assert sent == loaded
    assert "boop" in {rule.name for rule in Extractor(sent).rules}
    assert tally.read_text(encoding="utf-8") == "xx"  # where it was sent to, it had to be run


def test_installed_rules_that_a_flag_leaves_out_are_not_asked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = rules_from_file(file.parent / "mine.py")
    monkeypatch.setattr(config_module, "installed_rules", lambda: installed)
    file.write_text("installed_rules = true", encoding="utf-8")
    assert "boop" in {rule.name for rule in Extractor(load_config(file).config).rules}
    without = load_config(file, flags=flags(installed_rules=False))
    assert "boop" in {rule.name for rule in without.rules}
    assert "boop" not in {rule.name for rule in Extractor(without.config).rules}


def test_an_own_rule_is_known_with_its_file_only(file: Path) -> None:
    with pytest.raises(ConfigError, match="'boop'"):
        load_config(flags=flags(rules_off=["boop"]))
    with pytest.raises(RuleError, match=r"^--rule_settings: .*'sound'"):
        load_config(file, flags=flags(rule_settings={"boop": {"soun": "x"}}))


def test_a_file_of_rules_that_is_wrong_is_named(file: Path) -> None:
    (file.parent / "mine.py").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"mine\.py"):
        Config.from_file(file)


# --- The environment


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PRESET", "recall", {"preset": "recall"}),
        ("PRESET", "'recall'", {"preset": "recall"}),
        ("THRESHOLD", "1.5", {"threshold": 1.5}),
        ("STRIP_DATELINE", "true", {"strip_dateline": True}),
        ("RULES_OFF", "promo/*, newsletter", {"rules_off": ["promo/*", "newsletter"]}),
        ("RULES_OFF", "['promo/*']", {"rules_off": ["promo/*"]}),
        ("RULES_ON", "", {"rules_on": []}),
        ("FILTER_LISTS", os.pathsep.join(("a b.txt", "c.txt")), {"filter_lists": ["a b.txt", "c.txt"]}),
        ("LIMITS__MAX_BYTES", "9", {"limits": {"max_bytes": 9}}),
        ("RULE_SETTINGS__READING_TIME__MAX_WORDS", "9", {"rule_settings": {"reading-time": {"max_words": 9}}}),
    ],
)
def test_variables(name: str, value: str, expected: dict[str, Any]) -> None:
    layer = environment_layer({f"CLEANARTICLE_{name}": value, "HOME": "/"})
    assert layer.values == expected
    assert layer.place((next(iter(expected)),)) == f"CLEANARTICLE_{name}"


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"CLEANARTICLE_PRESETT": "recall"}, "CLEANARTICLE_PRESETT: .*'preset'"),
        ({"CLEANARTICLE_PRESET": "fast"}, "CLEANARTICLE_PRESET: .*recall"),
        ({"CLEANARTICLE_RULES_OFF": "newsleter"}, "CLEANARTICLE_RULES_OFF: .*'newsletter'"),
        ({"CLEANARTICLE_LIMITS__MAX_BYTE": "1"}, "CLEANARTICLE_LIMITS__MAX_BYTE: .*'max_bytes'"),
        ({"CLEANARTICLE_LIMITS": "1", "CLEANARTICLE_LIMITS__MAX_BYTES": "1"}, "CLEANARTICLE_LIMITS"),
        ({"CLEANARTICLE_RULE_SETTINGS__READING_TIME__MAX_WORDS": "x"}, "READING_TIME__MAX_WORDS: .*int"),
        ({"CLEANARTICLE_CONFIG": "/nowhere.toml"}, "nowhere"),
    ],
)
def test_wrong_variables_are_named(environment: dict[str, str], words: str) -> None:
    with pytest.raises((ConfigError, RuleError), match=words):
        load_config(environment=environment)


NAMES = st.lists(st.sampled_from(["PRESET", "LIMITS", "MAX_BYTES", "_", "__", "RULE_SETTINGS", "RULES_ON", "X"]))


@given(st.dictionaries(NAMES.map(lambda parts: "CLEANARTICLE_" + "__".join(parts)), st.text()))
def test_any_environment_is_a_configuration_or_a_documented_error(environment: dict[str, str]) -> None:
    message = "CLEANARTICLE_"
    try:
        load_config(environment=environment)
    except CleanArticleError as error:
        message = str(error)
    assert "CLEANARTICLE_" in message


# --- The schema


def made(name: str) -> Any:
    spec = importlib.util.spec_from_file_location("make", Path(ROOT) / "docs" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.documents()[name]


def test_the_published_schema_is_fresh() -> None:
    published = (Path(ROOT) / "docs" / "config.schema.json").read_text(encoding="utf-8")
    assert published == made("docs/config.schema.json")


def test_the_schema_knows_every_key() -> None:
    schema = config_schema()
    assert set(schema["properties"]) == set(Config.model_fields)
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Limits"]["additionalProperties"] is False
    assert all("description" in each for each in schema["properties"].values())
    of_rules = schema["properties"]["rule_settings"]["properties"]
    for rule in bundled_rules():
        assert list(of_rules.get(rule.name, {}).get("properties", {})) == list(rule.settings)
    entries = schema["properties"]["rules_off"]["items"]["anyOf"][0]["enum"]
    assert {"newsletter", "promo/*", "filter-list"} <= set(entries)


# --- The command line


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("CLEANARTICLE_")]:
        monkeypatch.delenv(name)

    def invoke(*arguments: str, **environment: str) -> Result:
        return CliRunner(env=environment).invoke(app, arguments, catch_exceptions=False)

    return invoke


def test_show_is_a_file_of_settings_with_sources(run: Any, file: Path) -> None:
    result = run("config", "show", "--rules-on", "advertisement,chrome/*", CLEANARTICLE_PRESET="precision")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"# {file}"
    assert 'preset = "precision"  # CLEANARTICLE_PRESET' in lines
    assert f"max_bytes = 1000  # {file}:16" in lines
    assert f'  "promo/*",  # {file}:4' in lines
    assert '  "chrome/*",  # --rules-on' in lines
    again = file.parent / "again.toml"
    again.write_text(result.stdout, encoding="utf-8")
    expected = load_config(
        file, environment={"CLEANARTICLE_PRESET": "precision"}, flags=flags(rules_on=["advertisement", "chrome/*"])
    )
    assert {(each.key, each.value) for each in load_config(again).values()} == {
        (each.key, each.value) for each in expected.values()
    }


def test_show_as_json(run: Any, file: Path) -> None:
    rows = json.loads(run("config", "show", "--json").stdout)
    assert {"key": "threshold", "value": 0.5, "source": f"{file}:3"} in rows
    assert {"key": "rules_off", "value": "promo/*", "source": f"{file}:4"} in rows
    keys = {row["key"] for row in rows}
    for rule in bundled_rules():
        assert {f"rule_settings.{rule.name}.{name}" for name in rule.settings} <= keys


def test_every_flag_is_named_as_a_source(run: Any, file: Path) -> None:
    assigned = ("--set", "limits.max_bytes=5", "--set", "reading-time.max_words=4")
    others = ("--preset", "recall", "--threshold", "1", "--rules-off", "newsletter", "--rules-on", "links/*")
    more = (
        "--strip-dateline",
        "--include-subtitle",
        "--positions",
        "--filter-list",
        "own.txt",
        "--rules",
        "mine.py",
        "--installed-rules",
    )
    result = run("config", "show", "--json", "--no-config", *assigned, *others, *more)
    found = {(row["key"], row["source"]) for row in json.loads(result.stdout) if row["source"] != "default"}
    assert found == {
        ("preset", "--preset"),
        ("threshold", "--threshold"),
        ("rules_off", "--rules-off"),
        ("rules_on", "--rules-on"),
        ("strip_dateline", "--strip-dateline"),
        ("include_subtitle", "--include-subtitle"),
        ("positions", "--positions"),
        ("filter_lists", "--filter-list"),
        ("rules", "--rules"),
        ("installed_rules", "--installed-rules"),
        ("limits.max_bytes", "--set"),
        ("rule_settings.reading-time.max_words", "--set"),
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--set", "x"), "RULE.SETTING=VALUE"),
        (("--set", "reading-time.max_word=1"), "--set: .*'max_words'"),
        (("--rules-off", "newsleter"), "--rules-off: .*'newsletter'"),
        (("--config", "nowhere.toml"), "nowhere.toml"),
        (("--filter-list", "nowhere.txt"), "--filter-list: .*nowhere.txt"),
        (("--config", "cleanarticle.toml", "--no-config"), "exclude each other"),
    ],
)
@pytest.mark.parametrize("command", [("config", "show"), ("extract", str(PAGE)), ("explain", str(PAGE))])
def test_wrong_flags_end_with_usage(run: Any, command: tuple[str, ...], arguments: tuple[str, ...], words: str) -> None:
    result = run(*command, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search(words, result.stderr)


def test_commands_use_the_settings(run: Any, tmp_path: Path) -> None:
    sentence = "The ferry left at noon, and those who missed it had to wait until the storm was over. " * 4
    body = "".join(f"<p class='p{at}'>Part {at}. {sentence}</p>" for at in range(8))
    (tmp_path / "page.html").write_text(f"<article><h1>Ferry leaves early</h1>{body}</article>", encoding="utf-8")
    (tmp_path / "own.txt").write_text("##.p3", encoding="utf-8")
    (tmp_path / "cleanarticle.toml").write_text("filter_lists = ['own.txt']", encoding="utf-8")
    assert "Part 3" not in run("extract", "page.html").stdout
    assert "Part 3" in run("extract", "page.html", "--no-config").stdout
    assert "Part 3" in run("extract", "page.html", "--rules-off", "filter-list").stdout
    assert "filter-list" in run("explain", "page.html", COLUMNS="200").stdout
    assert "filter-list" not in run("explain", "page.html", "--no-config", COLUMNS="200").stdout


def test_init_writes_the_defaults_commented_out(run: Any, tmp_path: Path) -> None:
    assert run("config", "init").exit_code == 0
    written = tmp_path / "cleanarticle.toml"
    assert Config.from_file(written) == Config(rule_settings=Config.from_file(written).rule_settings)
    text = written.read_text(encoding="utf-8")
    opened = re.sub(r"^# (?=[a-z_]+ = )", "", text, flags=re.MULTILINE)
    data = tomllib.loads(opened)
    assert set(data) == set(Config.model_fields)
    written.write_text(opened, encoding="utf-8")
    assert Config.from_file(written).threshold_for() == Config().threshold_for()
    second = run("config", "init")
    assert (second.exit_code, written.read_text(encoding="utf-8")) == (2, opened)


def test_schema_is_printed(run: Any) -> None:
    assert json.loads(run("config", "schema").stdout) == config_schema()


def test_layers_read_what_is_there_now(file: Path) -> None:
    assert read_toml(file)["preset"] == "recall"
    assert file_layer(file).place(("limits", "max_bytes")) == f"{file}:16"
    assert file_layer(file).place(("limits", "unknown")) == f"{file}:15"


# --- The guide

GUIDE = (Path(ROOT) / "docs" / "guides" / "configuration.md").read_text(encoding="utf-8")


def test_the_files_in_the_guide_are_right(tmp_path: Path) -> None:
    (tmp_path / "my_rules.py").write_text(OWN_RULE, encoding="utf-8")
    (tmp_path / "filters").mkdir()
    (tmp_path / "filters" / "own.txt").write_text("##.x", encoding="utf-8")
    (tmp_path / "cleanarticle.toml").write_text(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[0], encoding="utf-8")
    assert Extractor(Config.from_file(tmp_path / "cleanarticle.toml")).config.preset == "recall"
    variables = re.findall(r"`(CLEANARTICLE_\w+)", GUIDE)
    keys = {name.removeprefix("CLEANARTICLE_") for name in variables}
    assert {key.partition("__")[0].lower() for key in keys} - {"config", ""} == set(Config.model_fields)


def test_the_code_in_the_guide_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cleanarticle.toml").write_text("preset = 'recall'\n", encoding="utf-8")
    for block in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL):
        exec(compile(block, "configuration.md", "exec"), {})
        assert capsys.readouterr().out.splitlines() == re.findall(r"^print\(.+\)  # (.+)$", block, re.MULTILINE)
