"""The ACL Anthology: its pages as saved or pasted, and volumes, events and single papers live.

`sources` calls in with contents and SPECs; papers, dropped places and answers leave.
"""
