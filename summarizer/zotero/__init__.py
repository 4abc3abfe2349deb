"""Papers into a Zotero library: items with topics as tags, the TL;DR as a note, the PDF's link.

The command `zotero` calls in with entries and a target; what became of each leaves. What a
library holds is known by `sources.zotero`, which reads it.
"""
