"""A file is empty.

Reported while reading: a digest without content, or with front matter only.

Why: no week comes from it.

How to fix: write into it, or delete it.
"""
