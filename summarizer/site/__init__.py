"""A site of all stored days: what is on its pages, and the index of its search."""
