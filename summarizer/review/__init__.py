"""The report of a review: Markdown for a person to edit, read back as what the person said.

Commands and evaluations call in by `session` and `report`, pages and agents by `desk`, where one
paper is edited without a report; a report's text leaves, and what edits changed in the reviews.
"""
