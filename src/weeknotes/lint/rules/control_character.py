"""A control character is not allowed in pages.

Reported while reading: control characters other than tabs and line ends. Pages omit these
characters.

Why: control characters come from pasted text or damaged files, and are not allowed in HTML and XML.

How to fix: delete the characters.
"""
