"""A tag is too long.

Reported while reading: a word of more than 500 characters that begins with `#`. It is text, not a
tag.

Why: a tag stands on many pages, and names a file. So long a word is mostly a sentence whose blanks
were lost.

How to fix: shorten it, or put blanks between its words.
"""
