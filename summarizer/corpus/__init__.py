"""Any number of papers annotated into a folder of tables, on one machine or a Ray cluster."""
