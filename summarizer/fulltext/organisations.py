"""The organisation that an affiliation names: which of its parts it is, or None in doubt."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.text.patterns import deferred

_HIGHEST = deferred(
    r"\b(?:Universit\w+|[A-Z][a-z]{2,20}universit\u00e4t|Universidade?|Uniwersytet|University|Politecnico|Polytechnic\w*|"
    r"Polytechnique|Hochschule|Institute of (?:Science and )?Technology|Imperial College|"
    r"King's College|ETH Z\w+|EPFL|KAIST|POSTECH|UNIST|MIT|UCLA|UCSD|UC [A-Z]\w+|UCL|Caltech|"
    r"IIT [A-Z]\w+|IISc|LMU|TU [A-Z]\w+|RWTH|NTU|NUS|USTC|SJTU|"
    r"KTH|NYU|CMU|MBZUAI|HKUST|KAUST)(?!\w)"
)
_HIGH = deferred(
    r"\b(?:Academy|Akademie|Academia|College|Hospital|Corporation|Company|Inc|Ltd|Limited|GmbH|LLC|"
    r"Clinic|CNRS|CNR|Inria|INRIA|INRAE|CEA|NASA|CERN|Max[- ]Planck[- ]\w+|Fraunhofer|RIKEN|Mila)\b"
)
_LOW = deferred(
    r"\b(?:Institut\w*|Instituto|Laborator(?:y|ies)|Laboratoire|Labs?|Cent(?:er|re|ro)|Foundation|"
    r"Observatory|Agency|Council|Research)\b"
)
_SUB = deferred(
    r"\b(?:Department|Dept\.?|Departamento|D\u00e9partement|School|Faculty|Facult\u00e9|Division|"
    r"Graduate School|College of|Chair of|Group|Team|Program(?:me)?)\b"
)
_COMPANIES = (
    r"(?:Google|DeepMind|Microsoft|Meta|Facebook|FAIR|OpenAI|Anthropic|Apple|Amazon|AWS|NVIDIA|"
    r"Nvidia|IBM|Huawei|Alibaba|Tencent|Baidu|ByteDance|Adobe|Salesforce|Intel|Samsung|Sony|Bosch|"
    r"Siemens|Hugging Face|HuggingFace|Cohere|EleutherAI|Spotify|Netflix|Bloomberg|Snap|Uber|"
    r"LinkedIn|Qualcomm|Naver|NAVER|Kakao|Yandex|AI2|Ant|Mistral|Databricks|Stability|Together)"
)
_COMPANY = deferred(
    rf"{_COMPANIES}(?:[ -](?:AI|Research|DeepMind|Brain|Labs?|Cloud|Asia|Group|Inc\.?|"
    r"Noah's Ark Lab|T\. ?J\. Watson Research Center|Reality Labs|Superintelligence Labs)){0,3}"
)
_ANY_COMPANY = deferred(rf"\b{_COMPANIES}\b")
_BEHIND = deferred(r"\bUniversity\b(?! (?:of|for|at|in|College|Health)\b| ?[(\u2013-]|$)")
"""A word behind `University` that may belong to what stands beside it in the line."""
_SEVERAL_SEATS = deferred(
    r"(?:The )?(?:University of (?:California|Texas|Illinois|Wisconsin|Maryland|Michigan|"
    r"North Carolina|Massachusetts|Tennessee|Colorado|Missouri|Nebraska|Hawaii|Alabama|Alaska)|"
    r"(?:Indian|National) Institute of \w+(?: \w+)?|Indian Statistical Institute|"
    r"Universit\u00e9 de Paris|(?:State|City) University of New York|International Institute of "
    r"Information Technology)"
)
_SEAT = deferred(r"[^\W\d_][^\W\d_.' -]*(?:[ -][^\W\d_]+){0,3}")
_BEFORE = deferred(
    r"(?i)(?:the|technical|national|federal|state|free|open|chinese|hebrew|american|australian|"
    r"norwegian|swiss|royal|catholic|medical|new|king \w+|city|old|islamic|norwegian|\W)*"
)
_PLACES = deferred(
    r"\b(?:The|Shanghai Jiao Tong|Hong Kong|New York|South China|East China|North China|Max Planck|"
    r"Ho Chi Minh|San Diego|Los Angeles|New Jersey|New South|Sun Yat-[Ss]en)\b"
)
"""What begins names of universities, and no author is called."""
_OF_UNIT = deferred(r"(?i)\b(?:of|for|and|&|science|technology|engineering)\b")
_INITIAL = deferred(r"(?:^|\s)[A-Z]\.\s")
_MOST_WORDS = 12
_NAME_WORDS = 2
_TOP = 3


class Named(NamedTuple):
    """Whether an organisation is told at all, and its name where it is beyond doubt."""

    told: bool
    name: str | None


def named(words: str, *, tight: bool) -> Named:
    """The organisation of an affiliation on one line; `tight` has no author's name in it.

    Of parts between commas, the highest: a university before its institute.
    """
    parts = [part.strip() for part in re.split(r"[,;|]|\s[-\u2013\u2014]\s", words)]
    ranks = [_rank(part) for part in parts]
    highest = max(ranks)
    if not highest:
        return Named(told=False, name=None)
    if ranks.count(highest) > 1:
        return Named(told=True, name=None)
    place = ranks.index(highest)
    name = _without_unit(parts[place])
    if not _is_one(name) or not (tight or _is_bare(name)):
        return Named(told=True, name=None)
    seat = parts[place + 1] if place + 1 < len(parts) else ""
    if _SEVERAL_SEATS.fullmatch(name) and _SEAT.fullmatch(seat):
        joined = f"{name}, {seat}"
        return Named(told=True, name=joined if joined in words else None)
    return Named(told=True, name=name)


def is_sub_unit(words: str) -> bool:
    """Whether it names a part of an organisation, which itself may stay untold."""
    return bool(_SUB.match(words)) or bool(
        re.search(r"\b(?:School|Department|Faculty) of\b", words)
    )


def _rank(part: str) -> int:
    if _HIGHEST.search(part):
        return _TOP
    if _HIGH.search(part) and not re.match(r"(?:\w+ )?College of\b", part):
        return 2
    if _COMPANY.fullmatch(part):
        return 2
    return 1 if _LOW.search(part) and not _SUB.match(part) else 0


def _without_unit(part: str) -> str:
    """`School of Computing University of X` without the unit, where no comma parts them."""
    if not _SUB.search(part):
        return part
    match = re.search(r"(?<=\s)(?:The )?University of\b.*", part)
    return match[0] if match and _SUB.search(part[: match.start()]) else part


def _is_one(name: str) -> bool:
    """Whether it is one name: not two in a row, not a person before it, not a sentence."""
    if not name[:1].isupper() or len(name.split()) > _MOST_WORDS or re.search(r"[\d@{}<>]", name):
        return False
    heads = [match[0] for match in _HIGHEST.finditer(name)] or [
        match[0] for match in _HIGH.finditer(name)
    ]
    low = _LOW.findall(_HIGH.sub("", _HIGHEST.sub("", name)))
    unclear = (_SUB, _ANY_COMPANY, _BEHIND)
    if heads:
        beside = bool(low) or any(pattern.search(name) for pattern in unclear)
    else:
        beside = len(low) != len(set(low)) or (len(low) > 1 and " and " in name)
    return len(heads) <= 1 and not beside and not _INITIAL.search(name)


def _is_bare(name: str) -> bool:
    """Whether no author's name can stand before it: `A. Author University of X` may have one."""
    if _COMPANY.fullmatch(name):
        return True
    match = re.search(r"\b(?:University|Institute|Academy|College|Universit\w+) (?:of|for)\b", name)
    if match:
        before = name[: match.start()]
        return len(before.split()) <= 1 or bool(_BEFORE.fullmatch(before))
    head = _HIGHEST.search(name)
    if head is None:
        return bool(_OF_UNIT.search(name))
    before = _PLACES.sub("", name[: head.start()])
    return bool(_OF_UNIT.search(before)) or len(before.split()) <= _NAME_WORDS
