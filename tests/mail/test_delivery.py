"""A digest mailed from the command line: once a day and address, and what is said where not."""

from __future__ import annotations

import email
import email.policy
import json
import threading

import pytest
from mail_server import PASSWORD, USER, MailServer, Script

from summarizer import cli, settings
from summarizer.deliver.outbox import Sendings
from summarizer.errors import SettingsError
from summarizer.mail.delivery import post

A, B = "a@example.org", "b@example.org"


def use(monkeypatch, port, security="none", **more):
    known = {
        "mail_from": "Papers <papers@example.org>", "smtp_host": "127.0.0.1", "smtp_port": port,
        "smtp_security": security, "timeout": "1", **more,
    }  # fmt: skip
    for name, value in known.items():
        monkeypatch.setenv(f"SUMMARIZER_{name.upper()}", str(value))


@pytest.fixture
def server(monkeypatch):
    with MailServer("none") as real:
        use(monkeypatch, real.port)
        yield real.box


def recipients(box):
    return [to for _, (to,), _ in box.mails]


def opened(box, number=0):
    return email.message_from_bytes(box.mails[number][2], policy=email.policy.default)


def test_each_address_gets_a_mail_of_its_own(run, file, server):
    code, out, err = run("mail", file, "--to", A, "--to", f"{B}, {A}")
    assert (code, out) == (0, "")
    assert err == f"summarize: {A}: sent\nsummarize: {B}: sent\n"
    assert recipients(server) == [A, B]
    found = opened(server)
    assert (found["To"], found["From"]) == (A, "Papers <papers@example.org>")
    assert server.mails[0][0] == "papers@example.org"
    assert found["Subject"].startswith("3 papers of 2025-12-09: A Sparse Index")
    assert found["Message-ID"].endswith("@example.org>")
    assert found["Message-ID"] != opened(server, 1)["Message-ID"]


def test_nobody_gets_a_day_twice_unless_it_is_wanted(run, file, server):
    assert run("mail", file, "--to", A)[0] == 0
    code, _, err = run("mail", file, "--to", A, "--to", B)
    assert code == 0
    assert f"{A}: sent before" in err
    assert recipients(server) == [A, B]
    assert run("mail", file, "--to", A, "--again")[0] == 0
    assert recipients(server) == [A, B, A]
    assert opened(server)["Message-ID"] != opened(server, 2)["Message-ID"]
    assert "sent before" in run("mail", file, "--to", A)[2]
    assert run("mail", file, "--to", A, "--tag", "diffusion")[0] == 0
    assert len(server.mails) == 4


def test_a_mail_shows_topics_from_a_score_on(run, file):
    def body(*flags):
        code, out, _ = run("mail", file, "--dry-run", *flags)
        assert code == 0
        return out

    assert "no topic of the vocabulary" not in body()
    assert "no topic of the vocabulary" in body("--min-score", "1")


def test_the_newest_day_is_mailed_with_what_is_printed(run, server, hugging_face, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MAIL_TO", f"{A},{B}")
    code, out, err = run("today", "--date", "2025-12-09", "--mail")
    assert code == 0
    assert "3 papers · 2025-12-09" in out
    assert f"{B}: sent" in err
    code, _, err = run("mail", "hf", "--date", "2025-12-09")
    assert (code, len(server.mails)) == (0, 2)
    assert f"{A}: sent before" in err


def test_dry_run_writes_the_mail_and_sends_nothing(run, file, tmp_path, monkeypatch):
    code, out, err = run("mail", file, "--to", A, "--dry-run", "--subject", "Read\r\nBcc: x@y.z")
    assert code == 0
    found = email.message_from_string(out, policy=email.policy.default)
    assert (found["Subject"], found["Bcc"], found["To"]) == ("Read Bcc: x@y.z", None, A)
    assert "3 papers" in found.get_content()
    assert json.loads(run("papers", file, "--new", "--no-store", "--json")[1])["papers"]
    assert run("mail", file, "--dry-run", "-o", tmp_path / "x.eml")[0] == 0
    assert b"multipart/alternative" in (tmp_path / "x.eml").read_bytes()
    code, _, err = run("mail", file, "--to", A, "-o", tmp_path / "y.eml")
    assert (code, "`--output` needs `--dry-run`" in err) == (2, True)


@pytest.mark.parametrize(
    ("change", "argv", "said"),
    [
        ({}, [], "no recipient: give `--to ADDRESS`, or set `mail_to`"),
        ({}, ["--to", "nobody"], "`nobody` is not a mail address"),
        ({}, ["--to", "a@b\nBcc: c@d"], "is not a mail address"),
        ({}, ["--to", "ä@example.org"], "is not a mail address"),
        ({"smtp_host": ""}, ["--to", A], "mail cannot be sent without `smtp_host`"),
        ({"mail_from": "papers"}, ["--to", A], "`mail_from` is 'papers'"),
        ({"mail_from": "a <a@b>\nBcc: x@y"}, ["--to", A], "`mail_from` is"),
        ({"smtp_security": "ssl"}, ["--to", A], "must be `starttls` or `tls` or `none`"),
        ({"smtp_port": "0"}, ["--to", A], "must be a whole number above 0"),
        ({"smtp_host": "192.0.2.1", "smtp_user": "x"}, ["--to", A], "the password would go to"),
    ],
)
def test_wrong_settings_are_said_before_anything_is_made(
    run, file, monkeypatch, change, argv, said
):
    monkeypatch.setenv("SUMMARIZER_SMTP_PASSWORD", PASSWORD)
    use(monkeypatch, 25, **change)
    code, out, err = run("mail", file, *argv)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_the_password_comes_from_the_environment_alone(run, file, monkeypatch, tmp_path):
    with MailServer(login=True) as real:
        more = {"smtp_user": USER, "smtp_ca_file": real.trusted(tmp_path)}
        use(monkeypatch, real.port, "starttls", **more)
        code, _, err = run("mail", file, "--to", A)
        assert (code, "set `SUMMARIZER_SMTP_PASSWORD`" in err) == (4, True)
        monkeypatch.setenv("SUMMARIZER_SMTP_PASSWORD", "wrong")
        code, _, err = run("mail", file, "--to", A)
        assert (code, "535" in err, err.count("\n")) == (4, True, 1)
        monkeypatch.setenv("SUMMARIZER_SMTP_PASSWORD", PASSWORD)
        assert run("mail", file, "--to", A)[0] == 0
        assert recipients(real.box) == [A]
    code, out, _ = run("config")
    assert PASSWORD not in out
    settings.config_path().write_text(f'smtp_password = "{PASSWORD}"')
    code, _, err = run("mail", file, "--to", A)
    assert (code, "`smtp_password`" in err, PASSWORD in err) == (2, True, False)


def test_a_refused_address_keeps_no_other_from_its_mail(run, file, server):
    server.refused[A] = "550 no such user"
    code, _, err = run("mail", file, "--to", A, "--to", B)
    assert code == 1
    assert f"{A}: refused: the mail server" in err
    assert "550 no such user" in err
    assert recipients(server) == [B]
    code, _, err = run("mail", file, "--to", A)
    assert (code, err.count("\n")) == (4, 1)
    del server.refused[A]
    assert run("mail", file, "--to", A)[0] == 0


def test_what_passes_is_waited_out_and_what_stands_is_said(run, file, server):
    server.answers = {"RCPT": ["451 greylisted"] * 2, "DATA": ["452 full"]}
    code, _, err = run("mail", file, "--to", A)
    assert (code, recipients(server)) == (0, [A])
    assert err.count("451 greylisted; trying again\n") == 2
    assert err.endswith(f"{A}: sent\n")
    server.answers = {"DATA": ["554 spam"]}
    code, _, err = run("mail", file, "--to", B)
    assert (code, err.count("\n")) == (4, 1)
    assert "refused the mail: 554 spam" in err
    assert run("mail", file, "--to", B)[0] == 0


def test_a_server_that_is_gone_is_not_asked_for_each_address(run, file, monkeypatch):
    with Script({"connect": ["drop"] * 50}) as fake:
        use(monkeypatch, fake.port)
        code, _, err = run("mail", file, "--to", A, "--to", B)
        assert code == 4
        assert fake.connections == 6
        assert err.count("trying again") == 5
        assert f"{B}: not sent" in err


def test_a_mail_that_may_have_arrived_is_not_sent_again_by_itself(run, file, monkeypatch):
    with Script({"end": ["drop"]}) as fake:
        use(monkeypatch, fake.port)
        code, _, err = run("mail", file, "--to", A)
        assert (code, len(fake.mails)) == (4, 1)
        assert "before the mail server confirmed the mail: it may or may not have arrived" in err
        code, _, err = run("mail", file, "--to", A)
        assert (code, len(fake.mails)) == (1, 1)
        assert f"{A}: unclear" in err
        assert "give `--again` if it has not" in err
        assert run("mail", file, "--to", A, "--again")[0] == 0
        assert len(fake.mails) == 2
        assert "sent before" in run("mail", file, "--to", A)[2]


def test_a_run_that_is_killed_while_it_sends_leaves_it_unclear(run, file, server, monkeypatch):
    class Killed(BaseException):
        """What no handler of the program catches."""

    real = Sendings.write

    def killed(self, key, sending, **about):
        if sending.state == "sent":
            raise Killed
        real(self, key, sending, **about)

    with monkeypatch.context() as patched:
        patched.setattr(Sendings, "write", killed)
        with pytest.raises(Killed):
            run("mail", file, "--to", A)
    assert recipients(server) == [A]
    code, _, err = run("mail", file, "--to", A)
    assert (code, "an earlier run was interrupted while sending" in err) == (1, True)
    assert recipients(server) == [A]


def test_a_disk_that_takes_no_record_sends_nothing_or_says_so(run, file, server, monkeypatch):
    real, refuses = Sendings.write, ["sending"]

    def full(self, key, sending, **about):
        if sending.state in refuses:
            raise self._unwritable(OSError(28, "No space left on device"))
        real(self, key, sending, **about)

    monkeypatch.setattr(Sendings, "write", full)
    code, _, err = run("mail", file, "--to", A)
    assert (code, server.mails) == (2, [])
    assert "No space left on device: nothing is sent" in err
    refuses[0] = "sent"
    code, _, err = run("mail", file, "--to", A)
    assert (code, recipients(server)) == (0, [A])
    assert f"{A}: sent: but this could not be recorded" in err
    assert run("mail", file, "--to", A)[0] == 1


def test_two_runs_at_once_send_once(file, server):
    codes = []
    argv = ["mail", str(file), "--to", A, "-q"]
    runs = [threading.Thread(target=lambda: codes.append(cli.main(argv))) for _ in range(4)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert codes == [0] * 4
    assert recipients(server) == [A]


def test_what_is_kept_says_what_went_where(run, file, server, home):
    run("mail", file, "--to", A)
    (record,) = (home / "data" / "mail").glob("*.json")
    kept = json.loads(record.read_text())
    assert (kept["state"], kept["recipient"], kept["day"]) == ("sent", A, "2025-12-09")


def test_without_papers_nothing_is_mailed(run, file, server):
    code, _, err = run("mail", file, "--to", A, "--tag", "robotics")
    assert (code, server.mails) == (0, [])
    assert "nothing is sent" in err


def test_a_port_fits_its_security(monkeypatch):
    use(monkeypatch, "", "tls")
    assert post(settings.load(), [A]).server.port == 465
    with pytest.raises(SettingsError):
        post(settings.load({"smtp_security": "none", "mail_from": "x"}), [A])
