"""A link leads nowhere.

Reported while building: a `[[…]]` that is not the name of a paper or week in the notes, a relative
link or image without its file in the notes folder, or an address that is not allowed in pages
(`javascript:`).

Why: readers see the text as it was typed, with its brackets.

Example:

    Read together with [[Toolformr]]. ![a figure](figure.png)

How to fix: correct the name, write an entry for the paper, or put the file into the notes folder.
"""
