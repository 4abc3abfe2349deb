"""Every setting: what it is for, its variable, and what its values may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

HELP = {
    "model": "what annotates papers: `embedded`, or `PROVIDER/NAME` for a language model",
    "base_url": "the URL of an OpenAI-compatible server; if not set, that of the provider",
    "language": "the language of the TL;DRs; if not set, English",
    "prompt": "your own prompt file for language models; if not set, the built-in one is used",
    "verify": "whether a second request checks each TL;DR of a model: `on` or `off`",
    "verify_model": "the model that checks; if not set, the one that annotates",
    "tldr": "whose TL;DRs are shown: `own`, `site` (the site's where they hold) or `both`",
    "fallback": "what takes over if the model's server is lost: `none` or `embedded`",
    "daily": "what `today`, `mail` and `post` read if you give no SPEC, such as `hf`",
    "daily_topics": "the topics that `today`, `mail` and `post` keep to, separated by commas",
    "daily_for_me": "the profile that orders `today`, `mail` and `post` for you, or `all` for all",
    "min_score": "topics with a lower score, from 0 to 1, are not shown; if not set, all are",
    "concurrency": "the most requests sent to a model's server at once",
    "max_usd": "the most US dollars that a run may cost; if not set, there is no limit",
    "max_requests": "the most requests that a run may send; if not set, there is no limit",
    "max_rpm": "the most requests per minute to a model; if not set, there is no limit",
    "max_output_tokens": "the most tokens of an answer; if not set, 8000 for models that think",
    "batch_requests": "the most requests in a batch; OpenAI accepts up to 50,000",
    "batch_mb": "the most megabytes in the request file of a batch; OpenAI accepts up to 200",
    "topics": "`arxiv`, or your own vocabulary file; if not set, topics of machine learning",
    "learn": "whether the engines learn from your reviews: `on` or `off`",
    "hf_endpoint": "the URL of Hugging Face",
    "arxiv_endpoint": "the URL of arXiv's API",
    "arxiv_feeds": "the URL of arXiv's daily feeds",
    "arxiv_oai": "the URL of arXiv's OAI-PMH, which is asked where the API refuses",
    "biorxiv_endpoint": "the URL of the API of bioRxiv and medRxiv",
    "openreview_endpoint": "the URL of OpenReview's API",
    "openreview_v1_endpoint": "the URL of its older API, which has the venues before 2023",
    "s2_endpoint": "the URL of Semantic Scholar's API",
    "openalex_endpoint": "the URL of OpenAlex's API",
    "crossref_endpoint": "the URL of Crossref's API",
    "pubmed_endpoint": "the URL of PubMed's E-utilities",
    "acl_endpoint": "the URL of the ACL Anthology",
    "zotero_endpoint": "the URL of Zotero's API",
    "zotero_local": "the URL of the API of the Zotero program on this machine",
    "zotero_library": "your Zotero library: `users/ID` or `groups/ID`; if not set, the key's own",
    "contact": "your mail address, told to sites so that they can write to you about problems",
    "site_pause": "seconds between two requests to any other site; if not set, what each asks for",
    "arxiv_pause": "seconds between two requests to arXiv; its terms ask for 3 or more",
    "timeout": "seconds to wait for an answer; if not set, 120 for a model",
    "max_wait": "the most seconds to wait when a server asks for it",
    "mail_to": "who gets the digest by mail: addresses, separated by commas",
    "mail_from": "the sender: an address, or `Name <a@example.org>`",
    "smtp_host": "the server that sends the mail",
    "smtp_port": "its port; if not set, 587 for `starttls`, 465 for `tls`, 25 for `none`",
    "smtp_security": "how the connection is encrypted: `starttls`, `tls` or `none`",
    "smtp_user": "the login; the password comes from SUMMARIZER_SMTP_PASSWORD",
    "smtp_ca_file": "certificates to trust for a server of your own; if not set, the system's",
    "post_to": "where `post` sends digests: addresses, separated by commas; they are shown masked",
}
"""Every setting, and what it is for, in the order in which they are shown."""
_ELSEWHERE = {"base_url": "OPENAI_BASE_URL", "hf_endpoint": "HF_ENDPOINT"}
VARIABLES = {name: _ELSEWHERE.get(name) or f"SUMMARIZER_{name.upper()}" for name in HELP}
"""The environment variable of each setting."""
CONVERT: dict[str, Callable[[Any], Any]] = {
    "arxiv_pause": float,
    "site_pause": float,
    "timeout": float,
    "max_wait": float,
    "max_usd": float,
    "min_score": float,
    "concurrency": int,
    "max_requests": int,
    "max_rpm": int,
    "max_output_tokens": int,
    "batch_requests": int,
    "batch_mb": float,
    "smtp_port": int,
}
MOST = 1e9
"""No number of requests, dollars or seconds is larger."""
SHARES = ("min_score",)
"""What is a part of one: 0 and 1 are such numbers too."""
SECRETS = ("post_to",)
"""Settings that hold secrets: what people are shown of them is masked."""
PATHS = ("topics", "prompt", "smtp_ca_file")
ADDRESSES = ("mail_to", "mail_from")
"""What is checked where mail is made, with all else that an address needs."""
CHOICES = {
    "fallback": ("none", "embedded"),
    "learn": ("on", "off"),
    "verify": ("on", "off"),
    "tldr": ("own", "site", "both"),
    "smtp_security": ("starttls", "tls", "none"),
}
