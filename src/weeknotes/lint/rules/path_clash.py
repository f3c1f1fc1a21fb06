"""Two pages would have the same path.

Reported while building: the pages of two papers or tags would have the same file name. The earlier
page gets this name, and a hash is added to the file name of the other page. Two equal names in the
setting `paths` are an error.

Why: the address of a page should never change. A name that you choose does not depend on the order
of the notes.

Example: the tags `#a.b!` and `#a.b?`.

How to fix: choose a name in `weeknotes.yml`: `paths: {"tag:a.b!": a-b}`.
"""
