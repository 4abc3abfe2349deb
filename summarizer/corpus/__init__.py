"""Any number of papers annotated into a folder of tables, on one machine or a Ray cluster.

`summarize corpus` calls in by `annotation`; tables, failures and a manifest are written.
"""
