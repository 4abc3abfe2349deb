"""What running text tells of single words: their spelling, and how they are used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

VERBS = (
    "activate attack break chart illuminate counter defeat defend pause dissect flag fuse "
    "narrow protect rank "
    "reassess recover reexamine reimagine repurpose revive route sharpen trace turn accelerate "
    "achieve adapt add adjust address adopt advance align analyze apply assess augment automate "
    "benchmark bootstrap boost bridge bring build calibrate cast characterize close combine "
    "compare compress compute condition connect construct control convert correct create decode "
    "decompose decouple deepen define demystify demonstrate derive design detect develop "
    "diagnose discover disentangle distill edit elicit embed empower enable encode enforce "
    "enhance enrich ensure establish estimate evaluate exploit explore extend extract find "
    "forecast formalize formulate generalize generate ground guide harness identify improve "
    "incentivize incorporate induce infer inject integrate interpret introduce investigate "
    "learn leverage lift localize make map measure manipulate merge mine mitigate mix model "
    "modulate navigate optimize orchestrate overcome parallelize personalize plan predict "
    "present preserve pretrain probe propose prove provide prune push quantify quantize recast "
    "recognize reconstruct reduce refine reformulate regularize reinforce remove render replace "
    "represent restore rethink retrieve reveal revisit robustify scale search segment select "
    "share simplify simulate solve speed stabilize steer streamline strengthen study summarize "
    "supervise surpass synthesize tackle tame teach test think track train transfer transform "
    "translate uncover understand unify unleash unlock unravel unveil use utilize verify "
    "visualize"
).split()
CLAIMING = (
    "achieve address allow apply argue assess become boost capture combine compare contain "
    "consist decrease demonstrate depend derive describe develop drive eliminate emerge employ "
    "enable encode encourage enhance ensure establish evaluate exceed exhibit exist explore "
    "extend extract face fail find follow generate give highlight guarantee help hold identify "
    "illustrate improve include increase indicate induce infer inspire integrate introduce "
    "investigate involve keep lack lead learn leverage maintain make mean need offer operate "
    "outperform perform predict present preserve produce promote propose prove provide reduce "
    "rely remain remove replace require reveal serve show shed simplify solve suffer suggest "
    "support surpass take tend transfer transform unify use utilize yield comprise"
).split()
"""What papers say that things do."""
ALSO_NOUNS = frozenset(
    "attack benchmark bootstrap break bridge cast chart compound condition control counter "
    "design embed estimate flag focus fuse ground guide lift map measure model plan prefix "
    "present probe prune push rank recover route scale search segment share speed study test "
    "trace track transfer turn use view edit mix close detect mine pause direct induce".split(),
)
_DOUBLED = frozenset("bootstrap plan map transfer embed distill control".split())


def gerund(verb: str) -> str:
    """Give the form in -ing: `use` as `using`, `map` as `mapping`."""
    if verb in _DOUBLED and not verb.endswith("ll"):
        return f"{verb}{verb[-1]}ing"
    return (verb.removesuffix("e")) + "ing"


def third_person(verb: str) -> str:
    """Give the form after "it": `apply` as `applies`, `address` as `addresses`."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}{'es' if verb.endswith(('s', 'sh', 'ch', 'x', 'z', 'o')) else 's'}"


GERUNDS = {gerund(verb): verb for verb in VERBS} | {"understanding": "study"}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words counted in abstracts (`training/lexicon.py`), all in lower case.

    `common` are spelled so in running text; after `open_ended` ones hardly any clause ends
    ("provide", "multiple"); `countable` nouns want an article; `gerunds` lead from "-ing" to
    the verb, and `verbs` are never nouns.
    """

    common: frozenset[str] = frozenset()
    open_ended: frozenset[str] = frozenset()
    countable: frozenset[str] = frozenset()
    gerunds: Mapping[str, str] = field(default_factory=lambda: GERUNDS)
    verbs: frozenset[str] = frozenset(VERBS) - ALSO_NOUNS


def lexicon_from(words: Mapping[str, Any]) -> Lexicon:
    """Make the lexicon from its part of the file."""
    learned = dict(zip(words["gerunds"].split(), words["verbs"].split(), strict=True))
    return Lexicon(
        common=frozenset(words["common"].split()),
        open_ended=frozenset(words["open ended"].split()),
        countable=frozenset(words["countable"].split()),
        gerunds=learned | GERUNDS,
        verbs=frozenset({*VERBS, *learned.values()} - ALSO_NOUNS),
    )


_NO_ARTICLE = frozenset(
    "a an the our one two three its your every all no some any many multiple this both".split()
)


def with_article(phrase: str) -> str:
    """Put "a" or "an" before a countable singular phrase such as "fast method for x"."""
    first = phrase.split(" ", 1)[0].lower()
    if first in _NO_ARTICLE or first.endswith("'s"):
        return phrase
    vowel = first[:1] in "aeiou" and not first.startswith(("uni", "use", "one", "eu"))
    return f"{'an' if vowel else 'a'} {phrase}"
