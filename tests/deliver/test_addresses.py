"""Addresses as people type and copy them; nothing that is shown of one is a secret."""

from __future__ import annotations

import importlib.util
import re

import pytest
from chat_server import ADDRESSES, SECRETS
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.deliver.addresses import addresses, masked, masked_all
from summarizer.errors import SettingsError, UsageError
from summarizer.settings import Settings

HOST = "chat.example.org"
TEAMS = (
    "https://prod-01.westeurope.logic.azure.com:443/workflows/643e69f83c8944/triggers/manual"
    "/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=KODuebWbD"
)


def found(*to, **given):
    return addresses(Settings(**given), to)


def names(*to, **given):
    return [each.name for each in found(*to, **given)]


def kind(url):
    (only,) = found(url)
    return only.target.PROFILE.name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (ADDRESSES["slack"], "Slack"),
        ("slack://T0SECRET1/B0SECRET2/secretthree/", "Slack"),
        ("slack://xoxb-123456789012-123456789012-secretsecretsecretsecret/#papers", "Slack"),
        ("https://hooks.slack.com/triggers/T0SECRET1/123456789/secretthree", "Slack"),
        (ADDRESSES["discord"], "Discord"),
        ("https://discordapp.com/api/webhooks/123456789012/secret-discord_Token", "Discord"),
        ("discord://123456789012/secrettoken", "Discord"),
        (ADDRESSES["telegram"], "Telegram"),
        (f"matrixs://secrettoken@{HOST}/!room:example.org", "Matrix"),
        (TEAMS, "Teams"),
        (ADDRESSES["feishu"], "Feishu"),
        (ADDRESSES["lark"], "Feishu"),
        (ADDRESSES["wecom"], "WeCom"),
        (ADDRESSES["dingtalk"], "DingTalk"),
        ("ntfy://topic", "ntfy"),
        ("https://ntfy.sh/topic", "ntfy"),
        (f"ntfys://user:password@{HOST}/topic", "ntfy"),
        (f"mmosts://{HOST}/secrettoken", "Mattermost"),
        (f"gotify://{HOST}/secrettoken", "a service of Apprise"),
        ("https://your.server/hook?key=secret", "a webhook"),
        ("http://127.0.0.1:8000/hook", "a webhook"),
        ("json://127.0.0.1:8000/hook", "a webhook"),
        ("jsons://user:password@your.server/hook", "a webhook"),
    ],
)
def test_an_address_as_it_is_copied_belongs_to_its_service(url, name):
    assert kind(url) == name
    assert kind(f"  {url} ") == name


def test_addresses_come_from_the_command_line_or_else_the_settings():
    one, two = ADDRESSES["slack"], ADDRESSES["webhook"].format(host="127.0.0.1:1")
    assert len(found(one, two)) == len(found(f"{one},{two}")) == len(found(f"{one} {two}")) == 2
    assert len(found(one, one, f"{one}/")) == 1
    assert names(post_to=f"{one}, {two}") == names(one, two)
    assert names(two, post_to=one) == names(two)
    commas = "https://your.server/hook?to=a,b"
    assert [each.url for each in found(commas)] == [commas]


def test_one_place_spelt_two_ways_is_one():
    assert len(found(ADDRESSES["slack"], "slack://T0SECRET1/B0SECRET2/secretthree")) == 1
    assert len(found("discord://1/x?footer=yes", "discord://1/x")) == 1
    assert len(found("slack://T1/B1/c/#a", "slack://T1/B1/c/#b")) == 2


def test_each_room_of_an_address_is_a_place_of_its_own():
    token = ADDRESSES["telegram"].rpartition("/")[0]
    one, two = found(f"{token}/111/222")
    assert one.name.endswith(" (111)")
    assert two.name.endswith(" (222)")
    assert (one.plugin.targets, two.plugin.targets) == ([(111, None)], [(222, None)])
    assert found(f"{token}/222")[0].key == two.key
    topics = names(f"ntfys://{HOST}/secretone/secrettwo")
    assert [each[-8:] for each in topics] == ["(1 of 2)", "(2 of 2)"]
    assert "secret" not in str(topics)


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ((), "nowhere to post to: give `--to ADDRESS`, or set `post_to`"),
        (("",), "nowhere to post to"),
        (("secretword",), "is not an address: write it as `SERVICE://...` or `https://...`"),
        (("slak://T/B/secret",), "no service is called `slak://`: did you mean `slack`?"),
        (("telegram://secret",), "no service is called `telegram://`"),
        (("slack://secret",), "is not an address of Slack: write it like https://hooks.slack.com/"),
        (("https://hooks.slack.com/secret",), "is not an address of Slack"),
        (("https://discord.com/channels/1/secret",), "is not an address of Discord"),
        (("https://open.feishu.cn/secret",), "is not an address of Feishu"),
        (("tgram://123456789:AAsecretTelegramToken_0123456789ab",), "names no room, chat or topic"),
        (("ntfys://me:secret@ntfy.example.org",), "names no room, chat or topic"),
        (("tgram://secret/12",), "is not an address of Telegram: write it like tgram://TOKEN"),
        (
            (f"matrixs://secrettoken@{HOST}/",),
            "is not an address of Matrix: write it like matrixs://",
        ),
        (("https://",), "is not an address of a webhook: write it like https://your.server/path"),
        (("https://your.server:x/secret",), "is not an address of a webhook"),
        (("http://[::1/secret",), "is not an address of a webhook"),
        (("gotify://",), "is not an address of a service of Apprise"),
    ],
)
def test_a_wrong_address_is_said_in_a_line_without_its_secrets(to, said):
    with pytest.raises(UsageError) as caught:
        found(*to)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ADDRESSES)
def test_no_secret_is_shown_of_an_address(name):
    url = ADDRESSES[name].format(host=f"{HOST}:8065")
    (one,) = found(url)
    for text in (one.name, repr(one), masked(url), masked_all(f"{url}, {url}")):
        assert not any(secret in text for secret in SECRETS)
    assert masked(url) != masked(url + "x")


def test_what_is_no_secret_is_shown():
    assert "\u202e" not in masked("slack://T1/B1/c/#a\u202eb")
    assert re.fullmatch(r"slack://\.\.\.[0-9a-f]{4}/#papers", masked("slack://T1/B1/c/#papers"))
    assert re.fullmatch(
        r"matrixs://chat\.example\.org/\.\.\.[0-9a-f]{4}/!room:example\.org",
        masked(f"matrixs://token@{HOST}/!room:example.org"),
    )
    assert masked("https://user:word@your.server:8443/a?b=c").startswith(
        "https://your.server:8443/..."
    )


@settings(max_examples=60)
@given(
    secret=st.text("abcdefXYZ0123456789-_.:", min_size=12, max_size=40),
    form=st.sampled_from(
        ["slack://{}/b/c", "tgram://{}/1", "json://{}@h.example/x", "https://h.example/{}?k={}",
         "x://u:{}@h/{}", "ntfy://{}", "nonsense{}", "mailto://u:{}@example.org", "a://h.example?{}"]
    ),
)  # fmt: skip
def test_nothing_secret_is_shown_wherever_it_stands(secret, form):
    assert secret not in masked(form.format(secret, secret))


@settings(max_examples=60)
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.builds(
            "{}://{}".format,
            st.sampled_from(sorted({*(each.partition(":")[0] for each in ADDRESSES.values()),
                                    "mailto", "gotify", "slack", "discord", "workflows", "x"})),
            st.text(max_size=60),
        ),
    )
)  # fmt: skip
def test_any_text_is_an_address_or_said_not_to_be_one(text):
    try:
        said = " ".join(each.name for each in found(text))
    except UsageError as error:
        said = str(error)
    assert said.isprintable()
    said.encode()


def test_without_apprise_one_line_says_what_to_install(monkeypatch):
    whole = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "apprise" else whole(name)
    )
    with pytest.raises(
        SettingsError, match=r"install Apprise: `pip install 'summarize-papers\[post\]'`"
    ):
        found(ADDRESSES["slack"])
    with pytest.raises(UsageError, match="did you mean `slack`"):
        found("slak://x")
    assert kind("https://your.server/hook") == "a webhook"
