"""A tag is too long.

Reported while reading: a word of more than 500 characters that begins with `#`. Such a word is
text, not a tag.

Why: a tag stands on many pages, and names a file. Such a long word is usually a sentence that has
lost its spaces.

How to fix: shorten the tag, or put spaces between its words.
"""
