from __future__ import annotations

import pytest

from summarizer.errors import Refused
from summarizer.network.addresses import check, is_private, origin, redirected

HF = "https://huggingface.co"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1 127.1 2130706433 0x7f000001 localhost a.localhost 10.0.0.1 192.168.1.1",
        "172.16.0.1 169.254.169.254 0.0.0.0 ::1 fe80::1 fd00::1 ::ffff:127.0.0.1 100.64.0.1",
        "printer.local metadata.google.internal 224.0.0.1x.local",
    ],
)
def test_this_machine_and_private_networks_are_known_in_every_spelling(host):
    for each in host.split():
        assert is_private(each), each


@pytest.mark.parametrize("host", ["huggingface.co", "8.8.8.8", "2606:4700::1111", "10.example.org"])
def test_public_hosts_are_public(host):
    assert not is_private(host)


@pytest.mark.parametrize(
    "url",
    ["ftp://huggingface.co", "file:///etc/passwd", "https://", "x", "http://u@a.org", "http://a:b"],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(Refused, match="not a web address"):
        origin(url)


def test_a_private_address_is_asked_only_where_it_was_configured():
    check(HF, ())
    check("http://127.0.0.1:8080/x", ["http://127.0.0.1:8080/y"])
    for url in (
        "http://127.0.0.1:8081/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://localhost/",
    ):
        with pytest.raises(Refused, match="not used unless configured"):
            check(url, ["http://127.0.0.1:8080"])


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        (f"{HF}/papers", "/papers/date/2025-12-09", f"{HF}/papers/date/2025-12-09"),
        ("http://arxiv.org/abs/1", "https://arxiv.org/abs/1", "https://arxiv.org/abs/1"),
        ("https://export.arxiv.org/a", "https://arxiv.org/a", "https://arxiv.org/a"),
        ("https://hf.test/a", "https://www.hf.test/a", "https://www.hf.test/a"),
    ],
)
def test_a_redirect_within_the_site_is_followed(url, location, target):
    assert redirected(url, location) == target


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("https://evil.test/", "another site"),
        ("https://huggingface.co.evil.test/", "another site"),
        ("https://evilhuggingface.co/", "another site"),
        ("https://co/", "another site"),
        ("http://huggingface.co/", "not encrypted"),
        ("http://127.0.0.1/", "not encrypted"),
        ("https://127.0.0.1/", "another site"),
        ("//evil.test/", "another site"),
        ("file:///etc/passwd", "not a web address"),
        (f"{HF}:8443/", "another site"),
    ],
)
def test_a_redirect_elsewhere_is_not(location, why):
    with pytest.raises(Refused, match=why):
        redirected(f"{HF}/papers", location)
