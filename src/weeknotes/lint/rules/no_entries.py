"""Tags, addresses or authors are in the introduction of a week, not in an entry.

Reported while reading: tags in an introduction. In a week without entries, addresses in sentences
of the introduction and lines `Title (Authors)` are reported too.

Why: only an address at the beginning of a line begins an entry, so these papers get no page.

Example:

    2023-04-w4
    Read this week: https://arxiv.org/abs/2304.07880

How to fix: write the address, with its `https://`, at the beginning of a line. Write tags of an
entry below its text. Tags of all entries of a file belong in its front matter (`tags: a, b`).
"""
