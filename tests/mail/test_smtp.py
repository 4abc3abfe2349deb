from __future__ import annotations

import pytest
from mail_server import PASSWORD, USER, MailServer, Script

from summarizer.errors import MissingKey, Refused, SettingsError, Unconfirmed, Unreachable
from summarizer.mail.server import Server
from summarizer.mail.smtp import Mail, RecipientRefused, deliver
from summarizer.network.retries import ATTEMPTS

MAIL = Mail("a@example.org", "b@example.org", b"Subject: x\r\n\r\n.one\r\ntwo\r\n.\r\nthree\r\n")


class Noted(list):
    """What the sender was told, in order."""

    def handing_over(self):
        self.append("handing over")

    def not_taken(self):
        self.append("not taken")


def server(port, security="none", **more):
    return Server("127.0.0.1", port, security, timeout=1, **more)


def send(to, mail=MAIL):
    noted = Noted()
    try:
        deliver(to, mail, handing_over=noted.handing_over, not_taken=noted.not_taken)
    except Exception as error:  # noqa: BLE001 - the test looks at it
        return error, noted
    return None, noted


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_encrypted_and_logged_in(security, tmp_path):
    with MailServer(security, login=security == "starttls") as real:
        login = {"user": USER, "password": PASSWORD} if security == "starttls" else {}
        to = server(real.port, security, ca_file=real.trusted(tmp_path), **login)
        assert send(to) == (None, ["handing over"])
        assert real.box.mails == [(MAIL.sender, (MAIL.recipient,), MAIL.data)]
        encrypted = real.box.seen[0][1] or security == "tls"
        assert encrypted
        assert bool(real.box.seen[0][2]) is (security == "starttls")


def test_a_wrong_password_is_said_and_not_shown(tmp_path):
    with MailServer(login=True) as real:
        how = {"ca_file": real.trusted(tmp_path), "user": USER, "password": "wrong=word"}
        error, noted = send(server(real.port, "starttls", **how))
        assert type(error) is Refused
        assert "check `smtp_user` and `SUMMARIZER_SMTP_PASSWORD`" in str(error)
        assert "wrong=word" not in str(error)
        assert (noted, real.box.mails) == ([], [])


def test_a_server_that_repeats_the_password_does_not_get_it_shown():
    said = ["535 no user reader with secretpassword AHJlYWRlcgBzZWNyZXRwYXNzd29yZA=="]
    with Script({"EHLO": ["250-x\r\n250 AUTH PLAIN"], "AUTH": said}) as fake:
        error, _ = send(server(fake.port, user="reader", password="secretpassword"))
        assert "535 no user reader with *** ***" in str(error)
    assert "secretpassword" not in repr(server(1, user="reader", password="secretpassword"))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_is_not_trusted_is_refused(security):
    with MailServer(security) as real:
        error, _ = send(server(real.port, security))
        assert type(error) is Refused
        assert "no safe connection" in str(error)
        assert "set `smtp_ca_file`" in str(error)
        assert real.box.mails == []


def test_a_server_without_encryption_gets_nothing():
    with MailServer("none") as real:
        error, _ = send(server(real.port, "starttls"))
        assert type(error) is Refused
        assert "STARTTLS" in str(error)
        error, _ = send(server(real.port, "tls"))
        assert "no safe connection" in str(error)
        assert (real.box.seen, real.box.mails) == ([], [])


def test_a_password_never_goes_over_an_open_connection():
    with pytest.raises(SettingsError, match="the password would go to mail"):
        Server("mail.example.org", 25, "none", USER, PASSWORD)
    with pytest.raises(SettingsError, match="unencrypted"):
        Server("10.0.0.1", 25, "none", USER, PASSWORD)
    assert Server("localhost", 25, "none", USER, PASSWORD).name == "localhost:25"
    with pytest.raises(MissingKey, match="set `SUMMARIZER_SMTP_PASSWORD`"):
        Server("mail.example.org", 587, "starttls", USER)


def test_what_login_or_certificates_cannot_be_is_said(tmp_path):
    with MailServer(login=True) as real:
        how = {"ca_file": real.trusted(tmp_path), "user": USER, "password": "schlüssel"}
        error, _ = send(server(real.port, "starttls", **how))
        assert type(error) is SettingsError
        error, _ = send(server(real.port, "tls", ca_file=str(tmp_path / "none.pem")))
        assert "`smtp_ca_file`" in str(error)


@pytest.mark.parametrize("verb", ["connect", "EHLO", "MAIL", "RCPT", "DATA", "end"])
@pytest.mark.parametrize("answer", ["421 later", "451 busy"])
def test_what_may_pass_is_tried_again(verb, answer):
    lines = {verb: [answer] * 2}
    if verb == "EHLO":
        lines["HELO"] = [answer] * 2
    with Script(lines) as fake:
        error, noted = send(server(fake.port))
        assert error is None
        assert fake.connections == 3
        assert noted == ["handing over", "not taken"] * (2 if verb == "end" else 0) + [
            "handing over"
        ]
        assert len(fake.mails) == (3 if verb == "end" else 1)


@pytest.mark.parametrize("verb", ["connect", "MAIL", "DATA", "end"])
def test_what_stands_is_one_line_and_not_tried_again(verb):
    with Script({verb: ["550 no \x1b[31mmail\r\n"]}) as fake:
        error, noted = send(server(fake.port))
        assert type(error) is Refused
        assert "550 no [31mmail" in str(error)
        assert "\n" not in str(error)
        assert fake.connections == 1
        assert noted == (["handing over", "not taken"] if verb == "end" else [])


def test_an_address_that_is_refused_is_named():
    with Script({"RCPT": ["550 no such user"]}) as fake:
        error, noted = send(server(fake.port))
        assert type(error) is RecipientRefused
        assert "refused b@example.org: 550 no such user" in str(error)
        assert noted == []


@pytest.mark.parametrize("verb", ["connect", "EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("trouble", ["drop", "stall"])
def test_a_connection_that_breaks_before_the_mail_is_tried_again(verb, trouble):
    with Script({verb: [trouble]}) as fake:
        to = Server("127.0.0.1", fake.port, "none", timeout=0.2)
        error, noted = send(to)
        assert (error, noted) == (None, ["handing over"])
        assert len(fake.mails) == 1


@pytest.mark.parametrize("trouble", ["drop", "stall", "nonsense"])
def test_a_connection_that_breaks_after_the_mail_leaves_it_open(trouble):
    with Script({"end": [trouble]}) as fake:
        error, noted = send(Server("127.0.0.1", fake.port, "none", timeout=0.2))
        assert type(error) is Unconfirmed
        assert "before the mail server confirmed the mail" in str(error)
        assert noted == ["handing over"]
        assert fake.connections == 1


@pytest.mark.parametrize("trouble", ["drop", "stall", "500 what", "nonsense"])
def test_what_comes_after_the_mail_was_taken_changes_nothing(trouble):
    with Script({"QUIT": [trouble]}) as fake:
        error, noted = send(Server("127.0.0.1", fake.port, "none", timeout=0.2))
        assert (error, noted) == (None, ["handing over"])


def test_a_server_that_is_never_there_is_unreachable():
    with Script({"connect": ["drop"] * 50}) as fake:
        error, _ = send(server(fake.port))
        assert type(error) is Unreachable
        assert f"no answer from the mail server 127.0.0.1:{fake.port}" in str(error)
        assert fake.connections == ATTEMPTS
    assert type(send(server(fake.port))[0]) is Unreachable


def test_a_lone_point_ends_no_mail():
    with Script() as fake:
        assert send(server(fake.port))[0] is None
        assert fake.mails == [b"Subject: x\r\n\r\n..one\r\ntwo\r\n..\r\nthree\r\n"]
