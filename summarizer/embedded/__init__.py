"""What the embedded engine is made of: the tagger and the TL;DR, with their models as data."""
