"""A file is empty.

Reported while reading: a digest without content, or with front matter only.

Why: the site has no week from this file.

How to fix: write a digest into the file, or delete the file.
"""
