"""Forms of files, one module each: what is recognised by its content, whatever it is called.

`sources` calls in with a content; papers and dropped places leave, in the file's order.
"""
