from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import SettingsError
from summarizer.settings import config_path, folder, load, packaged


def configure(text):
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text(text)


def test_a_vocabulary_is_named_or_is_a_file():
    assert load().topics_path is None
    assert load({"topics": "arxiv"}).topics_path == packaged("arxiv.toml")
    assert load({"topics": "./arxiv"}).topics_path == Path("arxiv")
    assert load({"topics": "arxiv.toml"}).topics_path == Path("arxiv.toml")
    assert packaged("arxiv.toml").is_file()


def test_flags_go_before_environment_before_file_before_defaults(monkeypatch):
    assert load().origins["timeout"] == "default"
    configure('timeout = 5\nhf_endpoint = "http://file"')
    assert load().timeout == 5
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "7")
    assert (load().timeout, load().origins["timeout"]) == (7, "SUMMARIZER_TIMEOUT")
    assert load({"timeout": "9"}).timeout == 9
    assert load().hf_endpoint == "http://file"
    assert load().origins["hf_endpoint"] == str(config_path())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("timeout = ", "not valid TOML"),
        ("speed = 3", "`speed`"),
        ('timeout = "soon"', "a number above 0"),
        ("timeout = -1", "a number above 0"),
        ("timeout = true", "a number above 0"),
        ("model = 3", "must be one line of text"),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(text, said):
    configure(text)
    with pytest.raises(SettingsError, match=said) as caught:
        load()
    assert str(config_path()) in str(caught.value)


def test_one_variable_moves_everything(home):
    assert [folder(kind) for kind in ("config", "cache", "data")] == [
        home,
        home / "cache",
        home / "data",
    ]


def test_without_it_the_platform_says_where(monkeypatch, tmp_path):
    monkeypatch.delenv("SUMMARIZER_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder("cache").name == "summarizer"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("topics", "a\0b"), ("topics", "a\nb"), ("model", "openai/a\rb"), ("base_url", "http://a\x1b"),
        ("daily", "hf\n"), ("model", "\ud800"), ("mail_to", "a\0b"), ("timeout", 10**400),
        ("concurrency", 10**30), ("max_usd", 1e300), ("smtp_host", "a\u0085b"),
    ],
)  # fmt: skip
def test_what_no_setting_can_be_is_one_line(name, value):
    with pytest.raises(SettingsError) as error:
        load({name: value})
    assert str(error.value).startswith(f"`{name}` is ")
    assert "\n" not in str(error.value)


def test_control_characters_in_the_file_are_one_line(run, home, file):
    home.mkdir()
    (home / "config.toml").write_text('topics = "a\\u0000b"\n')
    code, out, err = run("papers", file)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "`topics` in" in err
