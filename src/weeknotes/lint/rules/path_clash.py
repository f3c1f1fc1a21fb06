"""Two pages would have the same path.

Reported while building: two papers or tags whose names are equal as file names. The earlier one
keeps the name, the other gets a hash. Two equal names in the setting `paths` are an error.

Why: the address of a page should never change.

Example: the tags `#a.b!` and `#a.b?`.

How to fix: choose a name in `weeknotes.yml`: `paths: {"tag:a.b!": a-b}`.
"""
