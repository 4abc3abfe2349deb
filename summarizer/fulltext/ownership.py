"""Whether the words around an address call what is there the authors' own, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from summarizer.fulltext.records import LinkKind

_THINGS = (
    r"(?:code(?:base|s)?|data(?: ?sets?)?|corp(?:us|ora)|benchmarks?|models?|weights|checkpoints?|"
    r"implementations?|software|librar(?:y|ies)|tool(?:kit|s)?|resources|repository|scripts?|demo|"
    r"annotations|project|artifacts?|materials?|prompts|framework|packages?|website|page)"
)
_OURS = deferred(
    rf"(?i)\b(?:our|this paper's) (?:[\w/-]+,? ){{0,4}}?{_THINGS}\b[^.]{{0,120}}?"
    r"(?:availab|accessib|releas|found|public|download|host|open|provided|\b(?:at|here|see)\b|[:(,]|$)|"
    r"\b(?:we|authors) (?:\w+ly |also |will |have |fully |further |introduce and |hereby |both )*"
    r"(?:releas\w+|open[- ]?sourc\w+|publish\w*|publiciz\w+|share[sd]?|host)\b|"
    r"\b(?:we|to|and) (?:\w+ly |also |will |have )*(?:make|made|provide|offer) (?:[\w/-]+,? ){0,5}?"
    rf"(?:{_THINGS}\b[^.]{{0,80}})?"
    r"(?:(?:publicly|freely|openly) )?(?:available|accessible|public)\b|"
    rf"\b(?:we|and) (?:\w+ly |also |will )*provide (?:[\w/-]+,? ){{0,3}}?{_THINGS}\b"
)
"""Words by which authors call something their own, or say that they give it away."""
_UNOWNED = (
    r"(?:the |this |these |all |source |complete |full |supplementary |pre-?trained |trained |"
    r"evaluation |training |inference |experiment(?:al)? |analysis |simulation |replication |"
    r"JAX |PyTorch |TensorFlow |Python |MATLAB |Julia )*"
    rf"{_THINGS}"
)
_RELEASED = deferred(
    rf"(?i)(?:^|[.;:,(]\s*|\b(?:and|all|the|source|complete|full) ){_UNOWNED}"
    r"(?:(?:,| and|,? &| as well as)(?: [\w-]+){1,4}){0,5}"
    r"(?: (?:pertaining|relating|related|belonging) to (?:the|our|these|all|this) [\w -]{1,40}|"
    r" used (?:for|in) (?:the|our|these|this) [\w -]{1,40})?"
    r"(?: (?:of|for|to reproduce) (?:this (?:paper|work|study)|the paper|our [\w -]{1,40}|"
    r"all experiments|(?:the|our) (?:results|experiments)))?"
    r" (?:(?:is|are|will be|can be|has been|have been) )?(?:\w+ly )?(?:made )?"
    r"(?:available|released|found|accessed|downloaded|hosted|open[- ]?sourced)\b|"
    r"\ba (?:\w+ )?demo\b[^.]{0,40} available\b"
)
"""`Code is available at`: what is said without an owner is the paper's, or of the one before."""
_LABELLED = deferred(
    r"(?i)(?:^|[.;|,]\s*|\s[-\u2013\u2014\u2022]\s*)"
    r"(?:github |source |software |code |data |project |online |live |interactive |video )?"
    rf"{_THINGS}(?:(?: and |, | & | / ?|/){_THINGS})*(?: repository| page| website| link)?"
    r"\s*(?::|at|\()\s*$"
)
"""`Code:` before the address."""
_THEIRS = deferred(
    r"(?i)\b(?:we (?:\w+ly |also |then |further )*(?:us(?:e|ed|ing)|adopt\w*|follow\w*|employ\w*|"
    r"compar\w+|rel(?:y|ied)|download\w*|obtain\w*|fine-?tun\w+|build|built|modif\w+|adapt\w*|"
    r"evaluat\w+|refer|utili[sz]e\w*|took|take|borrow\w*|reproduc\w+|implement\w*|train\w*|start\w*)|"
    r"using|used (?:the|in|by|for|a)|based on|built (?:on|upon|with|using)|builds on|"
    r"(?<!the )following|adapted from|forked|derived from|downloaded from|obtained from|"
    r"taken from|borrowed from|provided by|released by|"
    r"(?:released|provided|published|maintained|shared|implemented) (?:with|in|by)|"
    r"official|original|third[- ]party|publicly available (?:implementation|code|version)|"
    r"their|his|her|its authors|et al|baselines?|compared? (?:with|to)|of others|existing|"
    r"previous(?:ly)?|prior|authors of|original authors|according to|see also|cf|uses?|"
    r"utili[sz]es?|fine-?tuned|initiali[sz]ed|relies|wraps|extends|requires?|needs|"
    r"on top of|proposed by)\b|"
    r"\b(?:code|implementation|data ?sets?|"
    r"models?|weights) (?:of|from|by) (?!this\b|our\b|the paper|all\b|the (?:results|experiments))|"
    r"\bcode for (?!this\b|our\b|the paper|all\b|reproduc|the (?:results|experiments))|"
    r"\((?:[^()]{0,80}\b(?:19|20)\d\d[a-z]?)\)|\[\d+(?:, ?\d+)*\]"
)
"""Words by which something is of others, or may be."""
_CODE = deferred(r"(?i)\b(?:code\w*|implementation|demo|all (?:\w+ )?(?:resources|materials))\b")
"""What is the paper's where no owner is told: data may as well be what was used."""
_JOINING = deferred(r"(?i)[\s,;&()/]*(?:and|or|as well as)?[\s,;&()/:]*")
_SAID: tuple[tuple[LinkKind, str], ...] = (
    ("demo", r"demo\w*|playground"),
    ("project", r"project (?:page|website|site)|web ?site|web ?page|homepage|home page"),
    ("code", r"code\w*|implementation\w*|software|librar(?:y|ies)|scripts?|toolkit|tools?|package"),
    ("data", r"data ?\w*|metadata|corp(?:us|ora)|benchmark\w*|annotations"),
    ("model", r"models?|weights|checkpoints?|embeddings"),
)
_KINDS = [(kind, deferred(rf"(?i)\b(?:{words})\b")) for kind, words in _SAID]


class Words(NamedTuple):
    """A sentence up to an address, its part behind the address before, and the sentence before."""

    sentence: str
    clause: str
    previous: str = ""


def is_own(words: Words) -> bool:
    """Whether what stands at the end of a clause is called the authors' own.

    The whole sentence counts where nothing in it is of others. What is said without an owner
    isn't the authors' behind a sentence on others' work.
    """
    for said in (words.clause, words.sentence):
        if _THEIRS.search(said):
            continue
        if _OURS.search(said) or _LABELLED.search(said):
            return True
        if _RELEASED.search(said) and not _THEIRS.search(words.previous):
            return bool(_CODE.search(said) or _OURS.search(words.previous))
    return False


def joins(words: str) -> bool:
    """Whether words only join two addresses: what is said of one is said of both."""
    return bool(_JOINING.fullmatch(words))


def said_kind(words: str) -> LinkKind | None:
    """What the words call it; None for nothing, or for more than one thing."""
    kinds = [kind for kind, pattern in _KINDS if pattern.search(words)]
    return kinds[0] if len(kinds) == 1 or "project" in kinds[:1] else None
