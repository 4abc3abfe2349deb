"""Papers to entries: from the cache, or from an engine and then into the cache.

The pipeline, corpora, batches and evaluations call in with papers and an engine; an entry leaves
for each, or a skipped paper with its reason.
"""
