"""The report of a review: Markdown for a person to edit, read back as what the person said.

Commands and evaluations call in by `session` and `report`; a report's text leaves, and what its
edits changed in the reviews.
"""
