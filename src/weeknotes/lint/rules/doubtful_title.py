"""It is not certain that a line is a title.

Reported while reading: an English line without authors below an address. It may be a title or a
first sentence.

Why: the page of the paper has this title.

Example:

    https://example.com/post
    Attention Is Off By One
    어텐션 이야기입니다.

How to fix: write `## ` before a title, or a full stop at the end of a sentence.
"""
