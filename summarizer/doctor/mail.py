"""The mail server, where the settings name one; no mail is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.doctor import Finding

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Iterator

    from summarizer.doctor import Patient

PASSWORD = "SUMMARIZER_SMTP_PASSWORD"  # noqa: S105 - the variable's name
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_PATIENCE = 10.0


def server(patient: Patient) -> Iterator[Finding]:
    """Whether the mail server can be reached, trusted, and takes the login."""
    host = _setting(patient, "smtp_host")
    if not host:
        if _setting(patient, "mail_to"):
            message = "`mail_to` is set, but no mail server"
            yield Finding("mail", "wrong", message, "set `smtp_host`")
        return
    security = _setting(patient, "smtp_security") or "starttls"
    port = _setting(patient, "smtp_port") or _PORTS[security]
    user, password = _setting(patient, "smtp_user"), patient.environment.get(PASSWORD)
    name = f"{host}:{port}"
    if user and not password:
        message = f"there is no password for `{user}` at {name}"
        yield Finding("mail", "wrong", message, f"set the environment variable `{PASSWORD}`")
        return
    if patient.offline:
        yield Finding("mail", "ok", f"not asked, being offline: {name}")
        return
    import smtplib

    try:
        with _session(patient, host, port, security) as session:
            if user and password:
                session.login(user, password)
            session.noop()
    except smtplib.SMTPAuthenticationError as error:
        message = f"the mail server {name} does not take the login (SMTP {error.smtp_code})"
        yield Finding("mail", "wrong", message, f"see `smtp_user` and `{PASSWORD}`")
    except (OSError, smtplib.SMTPException) as error:
        message = f"the mail server {name} cannot be used: {str(error) or type(error).__name__}"
        advice = "see `smtp_host`, `smtp_port` and `smtp_security`"
        yield Finding("mail", "wrong", message, advice)
    else:
        login = f", and takes the login of `{user}`" if user else ""
        yield Finding("mail", "ok", f"the mail server {name} answers ({security}){login}")


def _session(patient: Patient, host: str, port: int, security: str) -> smtplib.SMTP:
    """A connection, encrypted as the settings want it."""
    import smtplib
    import ssl

    if security == "none":
        return smtplib.SMTP(host, port, timeout=_PATIENCE)
    trust = ssl.create_default_context(cafile=_setting(patient, "smtp_ca_file"))
    if security == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=trust)
    session = smtplib.SMTP(host, port, timeout=_PATIENCE)
    try:
        session.starttls(context=trust)
    except BaseException:
        session.close()
        raise
    return session


def _setting(patient: Patient, name: str) -> Any:
    """A setting, None where there is none of this name."""
    return getattr(patient.settings, name, None)
