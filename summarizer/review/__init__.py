"""The review report: Markdown for a person to edit, read back as what the person said."""
