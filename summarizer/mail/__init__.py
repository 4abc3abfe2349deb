"""A digest by mail: to each address once a day and source, however often it is asked for.

Commands and the doctor call in by `delivery` and `smtp`; what was sent leaves, or why not.
"""
