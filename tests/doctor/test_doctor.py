"""`summarize doctor`: what is wrong is found, said with what to do, and nothing is changed."""

from __future__ import annotations

import json
import shutil
from importlib import import_module
from types import SimpleNamespace

import pytest
from hostile_model import HostileModel, completion
from mail_server import PASSWORD, USER, MailServer
from papers import paper
from site_server import SiteServer
from stored_days import store

from summarizer import cli
from summarizer.doctor import mailserver
from summarizer.doctor.checkup import CHECKS, Patient, examine
from summarizer.doctor.environment import apart, fits
from summarizer.library.run import Run

KEY = "sk-secret-key-1234567890"


@pytest.fixture
def site(monkeypatch):
    """A server that plays every site."""
    with SiteServer() as server:
        server.reply = lambda *_: (200, b"{}")
        for name in (
            "HF_ENDPOINT",
            "SUMMARIZER_ARXIV_ENDPOINT",
            "SUMMARIZER_ARXIV_FEEDS",
            "SUMMARIZER_ARXIV_OAI",
        ):
            monkeypatch.setenv(name, server.url)
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.5")
        yield server


def doctor(capsys, *arguments):
    code = cli.main(["doctor", "--json", *arguments])
    text = capsys.readouterr().out
    document = json.loads(text)
    assert document["schema"] == "summarizer/doctor/1"
    assert document["ok"] == (code == 0)
    assert KEY not in text
    return code, document["findings"]


def not_ok(findings):
    return [(each["check"], each["state"], each["message"]) for each in findings
            if each["state"] != "ok"]  # fmt: skip


def test_a_fresh_home_has_nothing_wrong(capsys):
    code, findings = doctor(capsys, "--offline")
    assert code == 0
    assert not_ok([each for each in findings if each["check"] != "terminal"]) == []
    assert {each["check"] for each in findings} >= {
        *("python", "dependencies", "clock", "terminal", "settings", "vocabulary", "prompt"),
        *("folders", "days", "answers", "model", "sources"),
    }


def test_nothing_is_written_where_nothing_is_stored(capsys, home):
    doctor(capsys, "--offline")
    assert not home.exists() or not any(path.is_file() for path in home.rglob("*"))


def test_every_setting_that_is_wrong_is_named_at_once(capsys, home, monkeypatch):
    home.mkdir()
    (home / "config.toml").write_text('modle = "x"\nfallback = "never"\ntimeout = 5\n')
    monkeypatch.setenv("SUMMARIZER_CONCURRENCY", "many")
    monkeypatch.setenv("SUMMARIZER_MAXUSD", "1")
    code, findings = doctor(capsys, "--offline")
    settings = [each for each in findings if each["check"] == "settings"]
    wrong = [each["message"] for each in settings if each["state"] == "wrong"]
    assert code == 1
    assert [message.split("`")[1] for message in wrong] == ["modle", "fallback", "concurrency"]
    assert any(each["message"].startswith("timeout = 5.0") for each in settings)
    warning = next(each for each in settings if each["state"] == "warning")
    assert warning["advice"] == "did you mean `SUMMARIZER_MAX_USD`?"


def test_a_configuration_that_is_no_toml_is_one_line(capsys, home):
    home.mkdir()
    (home / "config.toml").write_text("model = [")
    _, findings = doctor(capsys, "--offline")
    assert [each["check"] for each in findings if each["state"] == "wrong"] == ["settings"]


def test_damaged_days_are_found_and_stay_where_they_are(capsys, home):
    store(Run(), [1], "2025-12-08")
    store(Run(), [2], "2025-12-09")
    day = home / "data" / "library" / "hf" / "2025-12-08.json"
    day.write_text(day.read_text()[:-20])
    code, findings = doctor(capsys, "--offline")
    found = [each for each in findings if each["check"] == "days"]
    assert code == 1
    assert str(day) in found[0]["message"]
    assert found[-1]["message"] == "1 day stored, the newest 2025-12-09"
    assert day.exists()


def test_days_beyond_the_newest_are_looked_at_by_their_ends(capsys, home, monkeypatch):
    from summarizer.doctor import stores

    monkeypatch.setattr(stores, "_READ", 0)
    store(Run(), [1], "2025-12-08")
    assert doctor(capsys, "--offline")[0] == 0
    day = home / "data" / "library" / "hf" / "2025-12-08.json"
    for damaged in (day.read_text()[:-20], "", "x"):
        day.write_text(damaged)
        assert doctor(capsys, "--offline")[0] == 1


def test_damaged_answers_are_counted(capsys, home, example):
    cli.main(["papers", str(example), "--limit", "3", "--json"])
    capsys.readouterr()
    answer = next((home / "cache" / "answers").glob("??/*.json"))
    answer.write_text("{}")
    _, findings = doctor(capsys, "--offline")
    assert ("answers", "warning", "1 of 3 kept answers damaged") in not_ok(findings)


def test_topics_that_the_vocabulary_does_not_have_are_found(capsys):
    store(Run(), [1], tags=("rag", "gone-topic"))
    _, findings = doctor(capsys, "--offline")
    message = "stored papers have 1 topic that the vocabulary lacks, such as `gone-topic`"
    assert ("vocabulary", "warning", message) in not_ok(findings)


def test_daily_topics_that_the_vocabulary_does_not_have_are_wrong(capsys, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_TOPICS", "arxiv")
    monkeypatch.setenv("SUMMARIZER_DAILY_TOPICS", "agents, cs.CL, reasoning")
    code, findings = doctor(capsys, "--offline")
    assert code == 1
    message = "unknown topics `agents`, `reasoning` in your setting `daily_topics`"
    assert ("settings", "wrong", message) in not_ok(findings)
    monkeypatch.setenv("SUMMARIZER_DAILY_TOPICS", "cs.CL")
    assert doctor(capsys, "--offline")[0] == 0


def test_a_vocabulary_that_cannot_be_read_is_wrong(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMARIZER_TOPICS", str(tmp_path / "none.toml"))
    code, findings = doctor(capsys, "--offline")
    assert code == 1
    assert "vocabulary" in {check for check, state, _ in not_ok(findings) if state == "wrong"}


def test_a_folder_that_cannot_be_written_is_wrong(capsys, home):
    home.write_text("a file in its place")
    code, findings = doctor(capsys, "--offline")
    assert code == 1
    assert [each[2].partition(":")[0] for each in not_ok(findings) if each[0] == "folders"] == [
        *("config", "cache", "data"),
    ]


def test_little_room_is_a_warning_and_none_is_wrong(capsys, monkeypatch):
    usage = type(shutil.disk_usage("/"))
    for free, state in ((100e6, "warning"), (1e6, "wrong")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, free=free: usage(1, 1, free))
        _, findings = doctor(capsys, "--offline")
        states = {each["state"] for each in findings if each["check"] == "folders"}
        assert states == {state}


def test_a_model_without_a_key_or_a_name_is_wrong(capsys):
    for model, part in (("openai/x", "`OPENAI_API_KEY`"), ("nonsense", "unknown model")):
        code, findings = doctor(capsys, "--offline", "--model", model)
        assert code == 1
        assert part in not_ok(findings)[-1][2]


@pytest.mark.parametrize(
    ("answer", "state", "part"),
    [
        ((200, {}, b'{"data": [{"id": "small"}, {"id": "other"}]}'), "ok", "has the model"),
        ((200, {}, b'{"data": [{"id": "small:latest"}]}'), "ok", "has the model"),
        ((200, {}, b'{"data": [{"id": "models/small"}]}'), "ok", "has the model"),
        ((200, {}, b'{"data": [{"id": "other"}]}'), "warning", "but not `small`"),
        ((200, {}, b'{"data": []}'), "warning", "lists no models"),
        ((200, {}, b"nonsense"), "warning", "not with a list of models"),
        ((404, {}, b""), "warning", "HTTP 404"),
        ((401, {}, b""), "wrong", "check `OPENAI_API_KEY`"),
        ("stall", "wrong", "cannot be reached"),
    ],
)
def test_the_models_server_is_asked_for_its_models(capsys, site, monkeypatch, answer, state, part):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    site.script = [answer]
    _, findings = doctor(capsys, "--model", "openai/small", "--base-url", f"{site.url}/v1")
    found = [each for each in findings if each["check"] == "model"]
    assert "key from `OPENAI_API_KEY`" in found[0]["message"]
    assert (found[1]["state"], part in found[1]["message"]) == (state, True)
    assert len(found) == (2 if state == "wrong" else 3)
    path, _, headers = site.requests[0]
    assert path == "/v1/models"
    assert headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("reply", "state", "part"),
    [
        ((200, {}, completion("ok")), "ok", "`openai/small` answers: a test of 16 tokens took"),
        (
            (402, {}, {"error": {"message": "Insufficient Balance"}}),
            "wrong",
            "Insufficient Balance",
        ),
        ((429, {}, {"error": {"message": "slow down"}}), "warning", "slow down"),
        ((200, {}, {"status": "fine"}), "warning", "not with a chat completion"),
    ],
)
def test_the_model_is_asked_for_a_few_tokens(capsys, site, monkeypatch, reply, state, part):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    def answer(request):
        body = request[2]
        if body is None:
            return 200, {}, {"data": [{"id": "small"}]}
        if "temperature" in body:
            return 400, {}, {"error": {"message": "'temperature' is not supported"}}
        return reply

    with HostileModel(answer) as server:
        _, findings = doctor(capsys, "--model", "openai/small", "--base-url", server.url)
    found = [each for each in findings if each["check"] == "model"]
    assert (found[-1]["state"], part in found[-1]["message"]) == (state, True)
    assert [body and body["max_tokens"] for _, _, body in server.requests] == [None, 16, 16]


def test_sources_are_asked_once_each_and_politely(capsys, site):
    code, findings = doctor(capsys)
    assert code == 0
    paths = [path for path, _, _ in site.requests]
    assert paths == ["/api/query", "/rss/cs.CL", "/api/daily_papers"]
    assert all("summarizer/" in headers["User-Agent"] for _, _, headers in site.requests)
    said = [each["message"] for each in findings if each["check"] == "sources"]
    assert sum("not tested" not in each for each in said) == 3


def test_a_source_that_refuses_or_is_not_there_is_named(capsys, site, monkeypatch):
    site.script = [503]
    monkeypatch.setenv("SUMMARIZER_ARXIV_FEEDS", "http://127.0.0.1:1")
    code, findings = doctor(capsys)
    assert code == 1
    states = [(state, message) for check, state, message in not_ok(findings) if check == "sources"]
    assert [state for state, _ in states] == ["warning", "wrong"]
    assert "HTTP 503" in states[0][1]
    assert "arXiv's feeds (http://127.0.0.1:1) cannot be reached" in states[1][1]


def long_ago(handler):
    handler.send_response_only(200)
    handler.send_header("Date", "Mon, 01 Jan 2024 00:00:00 GMT")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def test_a_clock_that_differs_from_the_servers_is_said(capsys, site):
    assert apart(200, "x") is None
    assert "61 minutes" in apart(-3660, "x").message
    site.script = [long_ago] * 3
    _, findings = doctor(capsys)
    assert any(check == "clock" for check, _, _ in not_ok(findings))


def mail_found(monkeypatch, port, security, *, offline=False, **more):
    known = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": security, **more}
    for name, value in known.items():
        monkeypatch.setenv(f"SUMMARIZER_{name.upper()}", str(value))
    (found,) = mailserver.server(Patient(offline=offline))
    return found


def test_a_mail_server_that_is_set_is_asked(monkeypatch, tmp_path):
    assert list(mailserver.server(Patient())) == []
    with MailServer(login=True) as real:
        login = {"smtp_user": USER, "smtp_password": "wrong"}
        found = mail_found(monkeypatch, real.port, "starttls", **login)
        assert "set `smtp_ca_file`" in found.message
        login["smtp_ca_file"] = real.trusted(tmp_path)
        found = mail_found(monkeypatch, real.port, "starttls", **login)
        assert (found.state, "535" in found.message) == ("wrong", True)
        login["smtp_password"] = PASSWORD
        found = mail_found(monkeypatch, real.port, "starttls", **login)
        assert (found.state, found.message.endswith("accepts the password of `reader`")) == (
            "ok",
            True,
        )
        assert real.box.mails == []
    found = mail_found(monkeypatch, real.port, "starttls")
    assert (found.state, "no answer from the mail server" in found.message) == ("wrong", True)
    assert mail_found(monkeypatch, real.port, "starttls", offline=True).state == "ok"


def test_mail_without_a_server_is_wrong_and_no_mail_at_all_is_no_finding(monkeypatch):
    assert list(mailserver.server(Patient())) == []
    monkeypatch.setenv("SUMMARIZER_MAIL_TO", "a@example.org")
    (found,) = mailserver.server(Patient())
    assert (found.state, found.advice) == ("wrong", "set `smtp_host`")


def test_days_to_come_make_the_clock_doubtful(capsys):
    store(Run(), [1], "2999-01-01")
    _, findings = doctor(capsys, "--offline")
    assert "is in the future" in next(
        text for check, _, text in not_ok(findings) if check == "clock"
    )


class TestMarksAndInterests:
    def found(self, check):
        return [
            (each.state, each.message)
            for each in examine(Patient(offline=True), [f"personal.{check}"])
        ]

    def test_marks_are_counted(self):
        Run().marks.mark([paper(0), paper(1)], "star")
        Run().marks.mark([paper(1)], "read")
        assert self.found("marks") == [("ok", "2 papers marked: 2 starred, 1 read")]

    def test_damaged_marks_and_those_set_aside_are_named(self):
        marks = Run().marks
        marks.mark([paper(0), paper(1)], "star")
        damaged = marks.folder / "2512.00001.json"
        damaged.write_text("{")
        (marks.folder / "2512.00000.json.damaged").write_text("{")
        states = dict(self.found("marks"))
        assert states["wrong"] == f"`{damaged}` is damaged or cannot be read"
        assert states["warning"].startswith("1 damaged mark file set aside, such as")
        assert states["ok"] == "1 paper marked: 1 starred"

    def test_a_mark_file_of_another_paper_is_wrong(self):
        marks = Run().marks
        marks.mark([paper(0)], "star")
        (marks.folder / "2512.00000.json").rename(marks.folder / "2512.00001.json")
        assert dict(self.found("marks"))["wrong"].startswith("`")

    def test_files_that_others_may_read_are_a_warning(self):
        from summarizer.interests import interestsfile

        marks = Run().marks
        marks.mark([paper(0)], "star")
        (marks.folder / "2512.00000.json").chmod(0o644)
        interestsfile.path().parent.mkdir(parents=True, exist_ok=True)
        interestsfile.path().write_text('[mine]\nwords = ["diffusion"]\n')
        interestsfile.path().chmod(0o644)
        for check in ("marks", "interests"):
            assert self.found(check)[0][0] == "warning"
            assert "other users of this machine may read" in self.found(check)[0][1]

    def test_interests_are_named_or_what_is_wrong_with_them(self):
        from summarizer.interests import interestsfile

        place = interestsfile.path()
        assert self.found("interests") == [
            ("ok", f"the file of interests `{place}` does not exist, which is fine")
        ]
        place.parent.mkdir(parents=True)
        place.touch(mode=0o600)
        place.write_text('follow = ["diffusion"]\n[mine]\ntopics = ["rag"]\n')
        assert self.found("interests") == [("ok", f"1 profile (`mine`) and 1 follow in `{place}`")]
        place.write_text('[mine]\ntopics = ["no-such-topic"]\n')
        ((state, message),) = self.found("interests")
        assert (state, "no-such-topic" in message) == ("wrong", True)


def test_versions_are_compared_by_their_numbers():
    assert fits("1.10.0", ">=1.9,<2")
    assert not fits("2.0", ">=1.9,<2")
    assert fits("2.12", "")
    assert fits("14", ">=14.0")
    assert not fits("1.8rc1", ">=1.9")


def test_a_library_that_is_missing_or_too_old_is_wrong(monkeypatch):
    from importlib import metadata

    wanted = ["nothing-of-this-name>=1", "rich>=999", "rich>=1", 'other; extra == "dev"']
    monkeypatch.setattr(metadata, "requires", lambda _: wanted)
    from summarizer.doctor.environment import dependencies

    found = list(dependencies(Patient(offline=True)))
    assert [each.state for each in found] == ["wrong", "wrong", "ok"]
    assert "not installed" in found[0].message
    assert found[1].advice == "`pip install 'rich>=999'`"


def test_a_check_that_fails_is_a_finding_and_ends_no_other(monkeypatch):
    from summarizer.doctor import stores

    def broken(_):
        raise ZeroDivisionError

    monkeypatch.setattr(stores, "days", broken)
    found = list(examine(Patient(offline=True)))
    assert next(each for each in found if each.check == "days").state == "wrong"
    assert found[-1].check == "sources"


def test_every_check_is_there():
    for name in CHECKS:
        module, _, function = name.partition(".")
        assert callable(getattr(import_module(f"summarizer.doctor.{module}"), function))


def test_people_get_a_line_for_each_finding_with_what_to_do(capsys, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MODLE", "x\x1b[31m")
    assert cli.main(["doctor", "--offline"]) == 0
    lines = capsys.readouterr().out.splitlines()
    place = next(n for n, line in enumerate(lines) if "`SUMMARIZER_MODLE` is set" in line)
    assert lines[place].startswith("warning  settings")
    assert lines[place + 1].strip() == "did you mean `SUMMARIZER_MODEL`?"
    assert lines[-1].startswith("0 wrong, ")
    assert not any("\x1b" in line for line in lines)


def sites_tested(capsys):
    said = [each["message"] for each in doctor(capsys)[1] if each["check"] == "sources"]
    return [each.removesuffix(" answers") for each in said if each.endswith(" answers")]


def test_a_site_is_tested_once_it_is_read(site, capsys, monkeypatch):
    from summarizer import sources

    own = sources.Site("mine", "Mine", (), probes=(sources.Probe("s2_endpoint", "Mine", "/x"),))
    others = [each for each in sources.sites() if each.SITE.prefix in {"hf", "arxiv"}]
    monkeypatch.setattr(sources, "sites", lambda: [*others, SimpleNamespace(SITE=own)])
    assert "Mine" not in sites_tested(capsys)
    assert "not tested, as nothing of them is stored: Mine" in {
        each["message"] for each in doctor(capsys)[1]
    }
    monkeypatch.setenv("SUMMARIZER_S2_ENDPOINT", site.url)
    assert "Mine" in sites_tested(capsys)
