"""One small content in the form of each source."""

from __future__ import annotations

import json

from arxiv_server import answer, entry, record
from papers import api_item, paper

from summarizer.papers.wire import dumps

FORMS = {
    "arxiv": answer([entry(record()), entry(record(1))]),
    "bibtex": "@misc{k, title = {A title}, abstract = {An abstract.}, eprint = {2410.05434}}",
    "blocks": "Title: A title\nSummary: An abstract.\n",
    "tables": "title,abstract\nA title,An abstract.\n",
    "dump": f"A title\n\n{'A sentence of an abstract. ' * 20}\n\n  • 2 authors\n·\nMay 7, 2024\n",
    "hf": json.dumps([api_item(), api_item(1)]),
    "records": dumps([paper(), paper(1)]),
}
