"""A link leads nowhere.

Reported while building: a `[[…]]` that names no paper and no week of the notes, a relative link or
image without its file in the notes folder, an address that pages cannot carry (`javascript:`).

Why: readers see the text as it was typed, brackets and all.

Example:

    [[Toolformr]]와 함께 읽었습니다. ![그림](figure.png)

How to fix: correct the name, write an entry for the paper, or put the file into the notes folder.
"""
