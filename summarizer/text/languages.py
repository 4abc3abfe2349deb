"""Whether a short text may be in the language that was asked for.

Told by its script, and between languages of one script by English function
words: enough to see a model that answers in English all the same.
"""

from __future__ import annotations

import re

_SCRIPTS = {
    "chinese": "\u3400-\u9fff",
    "japanese": "\u3040-\u30ff\u3400-\u9fff",
    "korean": "\u1100-\u11ff\uac00-\ud7a3",
    "russian": "\u0400-\u04ff",
    "ukrainian": "\u0400-\u04ff",
    "bulgarian": "\u0400-\u04ff",
    "greek": "\u0370-\u03ff",
    "arabic": "\u0600-\u06ff",
    "persian": "\u0600-\u06ff",
    "hebrew": "\u0590-\u05ff",
    "hindi": "\u0900-\u097f",
    "thai": "\u0e00-\u0e7f",
}
_CODES = {
    "zh": "chinese", "ja": "japanese", "ko": "korean", "ru": "russian", "uk": "ukrainian",
    "bg": "bulgarian", "el": "greek", "ar": "arabic", "fa": "persian", "he": "hebrew",
    "hi": "hindi", "th": "thai", "en": "english",
}  # fmt: skip
_ENGLISH = frozenset(
    "the of and to for with that is are by from which this than their its on as into using we"
    "".split()
)
_SHARE = 0.2
"""English has more of its function words than this; no other language has as many of them."""


def written_in(language: str | None, text: str) -> bool:
    """Tell whether a text may be in a language, given by its English name or two-letter code."""
    if language is None:
        return True
    name = language.strip().lower()
    name = _CODES.get(name.partition("-")[0], name)
    if name == "english":
        return True
    script = next((_SCRIPTS[key] for key in _SCRIPTS if key in name), None)
    if script:
        return len(re.findall(f"[{script}]", text)) * 4 >= sum(map(str.isalpha, text))
    return not is_english(text)


def is_english(text: str) -> bool:
    """Tell whether a text has as many function words of English as only English has."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in _ENGLISH for word in words) > _SHARE * len(words)


def is_english_name(language: str | None) -> bool:
    """Tell whether a language asked for is English; none asked for is the paper's own."""
    name = (language or "english").strip().lower()
    return _CODES.get(name.partition("-")[0], name) == "english"
