"""The library as notes in a reader's own folder, such as a vault of Obsidian or a graph of Logseq.

Commands call in with a run, a folder and papers; notes are written there, what the reader changed
in them is left alone, and counts and her edits leave.
"""
