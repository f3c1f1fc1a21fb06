"""It is not certain that a line is a title.

Reported while reading: an English line without authors below an address. The line may be a title
or a first sentence.

Why: the line becomes the title of the paper's page.

Example:

    https://example.com/post
    Attention Is Off By One
    A text about attention.

How to fix: write `## ` before a title, or a full stop at the end of a sentence.
"""
