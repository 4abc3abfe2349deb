"""Digests posted to servers that play chats well and badly: once, in parts, or said why not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import ssl
import subprocess
import sys
import threading

import pytest
import trustme
from chat_server import ADDRESSES, SECRETS, TEAMS, ChatServer
from places import ROOT

from summarizer import cli, settings
from summarizer.deliver import FAMILY, addresses, answers, apprising, outbox
from summarizer.papers.wire import dumps

PLAYED = ("slack", "discord", "telegram", "webhook")
LONG = {
    "slack": (400, {}, b"msg_too_long"),
    "discord": (
        400,
        {},
        b'{"code": 50035, "message": "Invalid Form Body", "errors": {"content": "Must be 2000"}}',
    ),
    "telegram": (
        400,
        {},
        b'{"ok": false, "error_code": 400, "description": "Bad Request: message is too long"}',
    ),
    "webhook": (413, {}, b""),
}
BUSY = {
    "slack": (429, {"Retry-After": "7"}, b"rate_limited"),
    "discord": (429, {}, b'{"message": "You are being rate limited.", "retry_after": 7.0}'),
    "telegram": (429, {}, b'{"ok": false, "parameters": {"retry_after": 7}}'),
    "webhook": (429, {"Retry-After": "7"}, b""),
}


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.7")
    with ChatServer() as real:
        real.plays(monkeypatch.setattr)
        yield real


@pytest.fixture
def rests(monkeypatch):
    """The waits between tries, in seconds, none of which is waited."""
    found = []
    monkeypatch.setattr(answers, "rest", found.append)
    return found


@pytest.fixture
def many(tmp_path):
    """A file of papers that are four messages for Discord."""
    path = tmp_path / "many.json"
    path.write_text(dumps([
        {"id": f"2512.{number:05}", "title": f"The {number}th title{' of many words' * 15}",
         "abstract": "We show it. " * 9, "publishedAt": "2025-12-09"}
        for number in range(20)
    ]))  # fmt: skip
    return path


def numbers(server):
    """Which of the many papers came, in the order in which they came."""
    text = "\n".join(each.get("content", "") for each in server.texts())
    return [int(each) for each in re.findall(r"The (\d+)th title", text)]


def records():
    return "".join(
        path.read_text() for path in settings.folder("data").rglob("*") if path.is_file()
        and path.suffix == ".json" and path.parent.name == "posts"
    )  # fmt: skip


@pytest.mark.parametrize("name", ADDRESSES)
def test_each_service_gets_the_digest_once_a_day(run, file, server, name):
    url = server.address(name)
    code, out, err = run("post", file, "--to", url)
    assert (code, out) == (0, "")
    assert re.fullmatch(r"summarize: \S+: sent\n", err)
    assert len(server.taken) == 1
    code, _, again = run("post", file, "--to", url)
    assert (code, len(server.taken)) == (0, 1)
    assert "sent before: 2" in again
    assert run("post", file, "--to", url, "--again")[0] == 0
    assert len(server.taken) == 2
    assert run("post", file, "--to", url, "--tag", "diffusion")[0] == 0
    assert len(server.taken) == 3
    text = json.dumps(server.texts()[0], ensure_ascii=False)
    assert "A Sparse Index" in text
    for shown in (err, again, records()):
        assert not any(secret in shown for secret in SECRETS)


def test_what_is_posted_is_nothing_but_the_digest(run, file, server):
    for name in server.addresses:
        assert run("post", file, "--to", server.address(name))[0] == 0
    (
        slack,
        discord,
        telegram,
        matrix,
        feishu,
        lark,
        wecom,
        dingtalk,
        ntfy,
        mattermost,
        other,
        hook,
    ) = server.texts()
    assert slack.keys() == {"text", "mrkdwn", "unfurl_links", "unfurl_media"}
    assert discord.keys() == {"content", "allowed_mentions", "flags"}
    assert discord["allowed_mentions"] == {"parse": []}
    assert telegram["parse_mode"] == "HTML"
    assert telegram["disable_web_page_preview"] is True
    assert telegram["chat_id"] == 4242
    assert matrix["formatted_body"].startswith("<strong>3 papers of 2025-12-09</strong>")
    assert matrix["body"].startswith("3 papers of 2025-12-09\n")
    assert feishu["card"]["header"]["title"]["content"] == "3 papers of 2025-12-09"
    assert lark == feishu
    assert wecom.keys() == {"msgtype", "markdown"}
    assert dingtalk["markdown"]["text"].startswith("# 3 papers of 2025-12-09\n")
    assert dingtalk["at"] == {"atMobiles": [], "isAtAll": False}
    assert ntfy.keys() == {"topic", "title", "message"}
    assert mattermost.keys() == {"text", "username"}
    assert mattermost["username"] == "Papers"
    assert other["title"] == "3 papers of 2025-12-09"
    assert hook["schema"] == "summarizer/digest/1"
    assert "pprise" not in json.dumps(server.texts())
    for path, headers, _ in server.taken:
        assert "pprise" not in f"{path} {headers}"


@pytest.mark.parametrize("name", PLAYED)
def test_a_busy_service_is_waited_for_as_long_as_it_asks(run, file, server, rests, name):
    server.script = [BUSY[name], BUSY[name]]
    code, _, err = run("post", file, "--to", server.address(name))
    assert code == 0
    assert err.count("too many messages (429); trying again") == 2
    assert rests == [7, 7]
    assert len(server.asked) == 3
    assert len(server.taken) == 1


@pytest.mark.parametrize("name", PLAYED)
def test_a_wait_that_is_too_long_is_said(run, file, server, rests, name):
    server.script = [(429, {"Retry-After": "3600"}, b"")]
    code, _, err = run("post", file, "--to", server.address(name))
    assert (code, rests, err.count("\n")) == (4, [], 1)
    assert "it asks to try again in 3600 s" in err


@pytest.mark.parametrize("name", PLAYED)
def test_trouble_of_a_server_passes_or_is_said(run, file, server, rests, name):
    server.script = [(500, {}, b""), (503, {"Retry-After": "2"}, b""), (502, {}, b"<html>")]
    url = server.address(name)
    assert run("post", file, "--to", url)[0] == 0
    assert (len(server.taken), rests[1]) == (1, 2)
    server.script = [(500, {}, b"")] * 6
    code, _, err = run("post", file, "--to", url, "--again", "--quiet")
    assert (code, err.count("\n")) == (4, 1)
    assert "its server has a problem (500): try again later" in err
    assert "sent before" in run("post", file, "--to", url)[2]


@pytest.mark.parametrize("name", PLAYED)
def test_what_a_service_finds_too_long_is_split(run, file, server, name):
    server.script = [LONG[name]]
    code, _, err = run("post", file, "--to", server.address(name))
    assert code == 0, err
    assert len(server.taken) >= 2
    first, *rest = (len(body) for _, _, body in server.asked)
    assert max(rest) < first
    text = json.dumps(server.texts(), ensure_ascii=False)
    if name == "webhook":
        assert [len(each["papers"]) for each in server.texts()] == [1, 1, 1]
        return
    for paper in json.loads(file.read_text()):
        title = re.escape(" ".join(paper["title"].split()))
        assert len(re.findall(f'[>*\\["|]{title}[<*\\]">]', text)) == 1
    assert "sent before" in run("post", file, "--to", server.address(name))[2]


def test_a_message_that_is_always_too_long_ends(run, file, server):
    server.script = [LONG["slack"]] * 50
    code, _, err = run("post", file, "--to", server.address("slack"))
    assert (code, server.taken, err.count("\n")) == (4, [], 1)
    assert "msg_too_long" in err


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("slack", (404, {}, b"no_service"), "no such address (404: no_service)"),
        ("slack", (403, {}, b"invalid_token"), "no access (403: invalid_token): the key"),
        ("slack", (400, {}, b"invalid_payload"), "refused (400: invalid_payload)"),
        ("discord", (401, {}, b'{"message": "Invalid Webhook Token"}'), "no access (401: Invalid"),
        ("discord", (404, {}, b'{"message": "Unknown Webhook"}'), "no such address (404: Unknown"),
        ("telegram", (401, {}, b'{"ok": false, "description": "Unauthorized"}'), "no access (401"),
        (
            "telegram",
            (400, {}, b'{"description": "Bad Request: chat not found"}'),
            "chat not found",
        ),
        ("webhook", (404, {}, b"<html>no</html>"), "no such address (404)"),
        ("webhook", (302, {"Location": "https://x.example/"}, b""), "it points elsewhere (302)"),
        ("slack", (307, {"Location": "https://x.example/"}, b""), "it points elsewhere (307)"),
        ("feishu", (200, {}, b'{"code": 19001, "msg": "token invalid"}'), "19001 token invalid"),
        ("wecom", (200, {}, b'{"errcode": 93000, "errmsg": "invalid key"}'), "93000 invalid key"),
        ("dingtalk", (200, {}, b'{"errcode": 300001, "errmsg": "no token"}'), "300001 no token"),
        ("ntfy", (403, {}, b'{"code": 40301, "error": "forbidden"}'), "no access (403: forbidden)"),
        (
            "mattermost",
            (400, {}, b'{"message": "Invalid webhook"}'),
            "refused (400: Invalid webhook)",
        ),
        ("matrix", (403, {}, b'{"errcode": "M_FORBIDDEN", "error": "not in room"}'), "not in room"),
        ("discord", (404, {}, b'{"message": "no secret-discord_Token here"}'), "no *** here"),
        ("webhook", (400, {}, b"secret-path is not known"), "*** is not known"),
        ("other", (401, {}, b'{"error": "Unauthorized"}'), "no access (401: Unauthorized)"),
    ],
)
def test_a_refusal_is_one_line_and_keeps_no_other_from_its_digest(
    run, file, server, name, answer, said
):
    server.script = [answer]
    code, _, err = run("post", file, "--to", server.address(name))
    assert (code, err.count("\n"), server.taken) == (4, 1, [])
    assert said in err
    assert not any(secret in err for secret in SECRETS)
    server.script = [answer]
    other = server.address("webhook" if name != "webhook" else "slack")
    code, _, err = run("post", file, "--to", server.address(name), "--to", other)
    assert (code, len(server.taken)) == (1, 1)
    assert said in err
    assert ": sent\n" in err
    assert run("post", file, "--to", server.address(name))[0] == 0
    assert len(server.taken) == 2


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        *((name, cut) for name in PLAYED for cut in ("cut before", "cut after", (504, {}, b""))),
        ("slack", "stall"),
        ("webhook", "stall"),
    ],
)
def test_what_may_have_arrived_is_said_and_not_sent_again(run, file, server, name, cut):
    server.script = [cut]
    url = server.address(name)
    code, _, err = run("post", file, "--to", url)
    assert (code, err.count("\n")) == (4, 1)
    assert "unclear: no answer came for 3 papers: look there, and give `--again`" in err
    code, _, err = run("post", file, "--to", url)
    assert (code, server.taken) == (4, [])
    assert "unclear" in err
    assert run("post", file, "--to", url, "--again")[0] == 0
    assert len(server.taken) == 1
    assert "sent before" in run("post", file, "--to", url)[2]


def test_a_message_is_not_unclear_where_no_connection_came_about(run, file, server, rests):
    url = server.address("webhook")
    dead = re.sub(r":\d+/", ":1/", url)
    code, _, err = run("post", file, "--to", dead, "--to", re.sub("http", "mmost", dead), "-q")
    assert code == 4
    assert err.count("cannot connect") == 2
    assert len(rests) == 10
    assert '"posts"' not in records()
    assert records() == ""


def test_a_part_that_failed_is_sent_again_and_the_rest_not(run, many, server):
    url = server.address("discord")
    server.script = [None, (404, {}, b'{"message": "Unknown Webhook"}')]
    code, _, err = run("post", many, "--to", url)
    assert code == 4
    assert "partly sent: 1 message, then no such address (404: Unknown Webhook)" in err
    assert "the next run sends the rest only" in err
    first = numbers(server)
    assert 0 < len(first) < 20
    code, _, err = run("post", many, "--to", url)
    assert code == 0
    assert numbers(server) == list(range(20))
    assert "part 2 of" in server.texts()[1]["content"]
    assert "sent before" in run("post", many, "--to", url)[2]


def test_a_part_that_is_unclear_is_left_and_the_others_sent(run, many, server):
    url = server.address("discord")
    server.script = [None, "cut after"]
    code, _, err = run("post", many, "--to", url)
    assert code == 4
    assert "unclear: no answer came for" in err
    missing = set(range(20)) - set(numbers(server))
    assert 0 < len(missing) < 20
    assert run("post", many, "--to", url)[0] == 4
    assert set(range(20)) - set(numbers(server)) == missing
    assert run("post", many, "--to", url, "--again")[0] == 0
    assert sorted(numbers(server)) == list(range(20))
    assert run("post", many, "--to", url, "--again")[0] == 0
    assert len(numbers(server)) == 40


def test_a_run_that_is_killed_has_the_next_send_what_is_missing(run, many, server, monkeypatch):
    url, whole, calls = server.address("discord"), apprising._asked, []

    def killed(*given, **named):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(apprising, "_asked", killed)
        assert run("post", many, "--to", url)[0] == 130
    assert len(server.taken) == 2
    code, _, err = run("post", many, "--to", url)
    assert code == 4
    assert "unclear" in err
    assert len(numbers(server)) == len(set(numbers(server))) < 20
    assert run("post", many, "--to", url, "--again")[0] == 0
    assert sorted(numbers(server)) == list(range(20))


def test_a_run_that_is_ended_while_it_waits_has_sent_nothing(run, file, server, monkeypatch):
    def ended(_):
        raise KeyboardInterrupt

    url = server.address("slack")
    server.script = [BUSY["slack"]]
    with monkeypatch.context() as patch:
        patch.setattr(answers, "rest", ended)
        assert run("post", file, "--to", url)[0] == 130
    assert run("post", file, "--to", url)[0] == 0
    assert len(server.taken) == 1


def test_papers_that_came_since_do_not_send_others_twice(run, many, server):
    url = server.address("discord")
    server.script = [None, (404, {}, b"")]
    assert run("post", many, "--date", "2025-12-09", "--to", url)[0] == 4
    papers = json.loads(many.read_text())
    papers.insert(1, {**papers[1], "id": "2512.00099", "title": "The 99th title"})
    many.write_text(dumps(papers))
    assert run("post", many, "--date", "2025-12-09", "--to", url)[0] == 0
    assert sorted(numbers(server)) == [*range(20), 99]


def test_two_runs_at_once_send_once(file, server, home):
    url, codes = server.address("webhook"), []
    runs = [
        threading.Thread(
            target=lambda: codes.append(cli.main(["post", str(file), "--to", url, "--quiet"]))
        )
        for _ in range(2)
    ]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert (codes, len(server.taken)) == ([0, 0], 1)


def test_two_programs_at_once_send_once(file, server):
    command = [sys.executable, "-m", "summarizer", "post", str(file), "--quiet"]
    both = [
        subprocess.Popen([*command, "--to", server.address("mattermost")], cwd=ROOT)
        for _ in range(2)
    ]
    assert [each.wait(60) for each in both] == [0, 0]
    assert len(server.taken) == 1


def test_a_bot_of_slack_is_told_in_the_body(run, file, server):
    url = "slack://xoxb-123456789012-123456789012-secretsecretsecretsecret/#papers"
    server.script = [(200, {}, b'{"ok": false, "error": "channel_not_found"}')]
    code, _, err = run("post", file, "--to", url)
    assert (code, err.count("\n")) == (4, 1)
    assert "channel_not_found" in err
    assert run("post", file, "--to", url)[0] == 0
    assert server.texts()[-1]["channel"] == "#papers"


@pytest.mark.parametrize(
    ("name", "busy"),
    [
        ("feishu", b'{"code": 11232, "msg": "frequency limited"}'),
        ("wecom", b'{"errcode": 45009, "errmsg": "api freq out of limit"}'),
        ("dingtalk", b'{"errcode": 130101, "errmsg": "send too fast"}'),
        ("matrix", b'{"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 1500}'),
    ],
)
def test_services_that_say_so_in_the_body_are_waited_for(run, file, server, rests, name, busy):
    server.script = [(429 if name == "matrix" else 200, {}, busy)]
    assert run("post", file, "--to", server.address(name))[0] == 0
    assert (len(server.asked), len(rests)) == (2, 1)
    assert name != "matrix" or rests == [1.5]


def test_a_service_that_apprise_reaches_in_another_way(run, file, server):
    from apprise.decorators import notify

    got = []

    @notify(on="secretly")
    def took(body, title, *_, **__):
        got.append((title, body))
        return len(got) > 1

    code, _, err = run("post", file, "--to", "secretly://x")
    assert (code, err.count("\n")) == (4, 1)
    assert "Apprise says that it was not sent" in err
    assert run("post", file, "--to", "secretly://x")[0] == 0
    assert got[1][0] == "3 papers of 2025-12-09"
    assert "A Sparse Index" in got[1][1]


def test_where_nothing_can_be_kept_nothing_is_sent(run, file, server, home):
    (home / "data").mkdir(parents=True)
    (home / "data" / "posts").write_text("")
    code, _, err = run("post", file, "--to", server.address("slack"))
    assert (code, server.asked) == (2, [])
    assert "nothing is sent" in err


def test_a_damaged_record_leaves_it_open(run, file, server):
    url = server.address("slack")
    assert run("post", file, "--to", url)[0] == 0
    (path,) = (settings.folder("data") / "posts").glob("*.json")
    path.write_text('{"state": "sending", "at": "x", "times": 0, "parts": [{"papers": 1}]}')
    assert outbox.Sendings(path.parent).read(path.stem).parts == ()
    code, _, err = run("post", file, "--to", url)
    assert (code, "the record of an earlier run cannot be read" in err) == (4, True)
    assert run("post", file, "--to", url, "--again")[0] == 0
    assert len(server.taken) == 2


def test_a_dry_run_shows_what_would_go_and_sends_nothing(run, many, server, tmp_path):
    url = server.address("discord")
    code, out, err = run("post", many, "--to", url, "--dry-run")
    assert (code, server.asked, err) == (0, [], "")
    assert run("post", many, "--to", url)[0] == 0
    for part in server.texts():
        assert part["content"].strip() in out
    assert re.search(r"=== https://discord\.com/\.\.\.\w{4}: \d messages\n--- message 1 of \d", out)
    assert not any(secret in out for secret in SECRETS)
    assert run("post", many, "--to", url, "--dry-run", "-o", tmp_path / "x.txt")[0] == 0
    assert (tmp_path / "x.txt").read_text() == out
    code, _, err = run("post", many, "--to", url, "-o", tmp_path / "y.txt")
    assert (code, "`--output` needs `--dry-run`" in err) == (2, True)


def test_addresses_come_from_the_settings_and_are_said_masked(run, file, server, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_POST_TO", f"{server.address('slack')}, {server.address('ntfy')}")
    code, _, err = run("post", file)
    assert (code, len(server.taken), err.count(": sent\n")) == (0, 2, 2)
    outputs = [
        err, *run("config"), *run("config", "--json"), *run("config", "get", "post_to"),
        *run("doctor", "--offline"),
        *run("config", "set", "post_to", server.address("telegram")),
    ]  # fmt: skip
    shown = "".join(map(str, outputs))
    assert not any(secret in shown for secret in SECRETS)
    assert "can be read (no message was sent)" in shown
    assert settings.config_path().stat().st_mode & 0o777 == 0o600
    code, _, err = run("config", "set", "post_to", "secret\nline")
    assert (code, "secret" in err) == (2, False)


def test_nothing_is_sent_of_no_papers(run, file, server):
    code, _, err = run(
        "post", file, "--tag", "none", "--min-score", "0", "--to", server.address("ntfy")
    )
    assert (code, server.asked) == (0, [])
    assert "no papers: nothing is sent" in err


def test_a_webhook_is_signed_and_named_so_that_its_server_can_tell(run, file, server, monkeypatch):
    key = b"a secret of some length"
    secret = f"whsec_{base64.b64encode(key).decode()}"
    monkeypatch.setenv("SUMMARIZER_WEBHOOK_SECRET", secret)
    server.script = [(500, {}, b"")]
    url = server.address("webhook").replace("http://", "json://ann:word@")
    assert run("post", file, "--to", url)[0] == 0
    (_, first, _), (path, headers, body) = server.asked
    assert path == "/hook/secret-path?key=secret-key"
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert headers["authorization"] == f"Basic {base64.b64encode(b'ann:word').decode()}"
    assert first["webhook-id"] == headers["webhook-id"]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert run("post", file, "--to", url, "--again")[0] == 0
    assert server.asked[-1][1]["webhook-id"] != headers["webhook-id"]
    monkeypatch.setenv("SUMMARIZER_WEBHOOK_SECRET", "whsec_not base64")
    code, _, err = run("post", file, "--to", url, "--again")
    assert (code, "what follows is not Base64" in err, "not base64" in err) == (2, True, False)


def test_what_the_docs_say_of_signatures_is_so(run, file, server, monkeypatch):
    text = (ROOT / "docs" / "post.md").read_text()
    found = {}
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], found)
    for secret in ("any text", f"whsec_{base64.b64encode(b'a key').decode()}"):
        monkeypatch.setenv("SUMMARIZER_WEBHOOK_SECRET", secret)
        assert run("post", file, "--again", "--to", server.address("webhook"))[0] == 0
        _, headers, body = server.asked[-1]
        assert found["is_genuine"](headers, body, secret)
        assert not found["is_genuine"](headers, body + b" ", secret)
        assert not found["is_genuine"](headers, body, "another")
        old = {**headers, "webhook-timestamp": "1"}
        assert not found["is_genuine"](old, body, secret)


def test_the_table_of_the_docs_says_how_long_messages_are():
    text = (ROOT / "docs" / "post.md").read_text()
    for name in set(FAMILY.names()) - {"webhook"}:
        profile = FAMILY.get(name).PROFILE
        called = "others" if name == "other" else profile.name
        (row,) = re.findall(rf"(?m)^\| {called}\b.*\|$", text[text.index("## What each service") :])
        assert f"{profile.longest:,} " in row
        assert f"{profile.pause:g} s" in row


def test_teams_is_posted_a_card(run, file, monkeypatch, tmp_path):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with ChatServer(context) as server:
        url = TEAMS.format(host=server.host)
        code, _, err = run("post", file, "--to", url)
        assert (code, server.asked) == (4, [])
        assert "its certificate is not trusted" in err
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        assert run("post", file, "--to", url)[0] == 0
        (card,) = server.texts()
    title, text = card["attachments"][0]["content"]["body"]
    assert title["text"] == "3 papers of 2025-12-09"
    assert text["text"].startswith("From papers.json\n\n**[A Sparse Index")


@pytest.mark.parametrize(
    ("url", "markup", "longest"),
    [
        ("gotify://127.0.0.1/secrettoken", "text", 4000),
        ("mailto://user:word@example.org", "markdown", 3200),
        ("syslog://", "text", 4000),
        ("seven://secretkey/15551231234", "text", 80),
    ],
)
def test_other_services_get_what_apprise_says_that_they_take(url, markup, longest):
    (place,) = addresses.addresses(settings.Settings(), [url])
    room = apprising.room(place.plugin, place.target)
    assert (room.markup, room.longest) == (markup, longest)
