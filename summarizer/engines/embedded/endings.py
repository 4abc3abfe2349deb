"""What is cut off: sentences that end before what completes them."""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import re

LAST = frozenset(
    "a an the of in on at by for with from to and or but that which who whose as than into via "
    "using is are was were be been such its their our we can could will would may might must "
    "should between among e.g i.e when while where if because since not also both either only "
    "more most less very has have had do does did called named termed these this those "
    "specifically namely particularly".split(),
)
_HALF = re.compile(r"\bnot only\b(?!.*\b(?:but|also)\b)|\bboth (?!.*\b(?:and|\d)\b)[^,]*\.$")
_OPEN = re.compile(
    r"\b(?:their|its|the|an?) (?:inability|ability|tendency|failure|need|potential to|effort)$"
    r"|\bto (?:decide|determine|ensure|enable|allow|require|make|help|become|avoid|let|cause)$"
    r"|\b(?:which|what|when|where) [\w-]+$"
    r"|\b(?:how|whether|why) (?:[\w-]+ ){0,5}[\w-]+ing(?: an?| the)? [\w-]+(?: of [\w-]+)?$"
)
"""What goes on: a noun or a verb without what completes it, a question without its verb."""


def _ends_weakly(text: str) -> bool:
    body = text.rstrip(".。")
    if _OPEN.search(body, max(0, len(body) - 120)):
        return True
    return body.rsplit(" ", 1)[-1].lower() in LAST or body.endswith((",", ";", ":", "-", "–", "—"))


CHECKS = (("cut", _ends_weakly), ("half a pair", _HALF.search))
