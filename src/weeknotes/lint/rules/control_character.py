"""A character that no page can carry.

Reported while reading: control characters other than tabs and line ends. Pages leave them out.

Why: they come from pasted text or damaged files, and make feeds unreadable.

How to fix: delete them.
"""
