"""arXiv's categories, as its taxonomy lists them (https://arxiv.org/category_taxonomy)."""

from __future__ import annotations

DIVIDED = {
    "astro-ph": "CO EP GA HE IM SR",
    "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
    "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE "
    "NI OH OS PF PL RO SC SD SE SI SY",
    "econ": "EM GN TH",
    "eess": "AS IV SP SY",
    "math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA "
    "RT SG SP ST",
    "nlin": "AO CD CG PS SI",
    "physics": "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an "
    "ed-ph flu-dyn gen-ph geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "stat": "AP CO ME ML OT TH",
}
"""The archives that have subjects, with these."""
WHOLE = "gr-qc hep-ex hep-lat hep-ph hep-th math-ph nucl-ex nucl-th quant-ph".split()
"""The archives that have none."""


def canonical(text: str) -> str | None:
    """A category as arXiv writes it, whatever its case; None where there is none of this name."""
    return _names().get(text.strip().lower())


def similar(text: str) -> list[str]:
    """The categories a reader may have meant, the likeliest first."""
    from difflib import get_close_matches

    names = _names()
    return [names[each] for each in get_close_matches(text.strip().lower(), names, 3)]


def query(category: str) -> str:
    """The category in a query of the API; an archive with all its subjects."""
    return f"cat:{category}.*" if category in DIVIDED else f"cat:{category}"


def _names() -> dict[str, str]:
    subjects = (
        f"{archive}.{subject}" for archive, listed in DIVIDED.items() for subject in listed.split()
    )
    return {name.lower(): name for name in (*DIVIDED, *WHOLE, *subjects)}
