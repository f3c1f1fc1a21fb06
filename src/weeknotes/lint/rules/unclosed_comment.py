"""A comment is opened, but never closed.

Reported while reading: `<!--` without `-->`, `%%` without a second `%%`, `{% comment %}` or `{{/*`
that nothing closes, outside of code and formulas. If it begins a line, it is an error: no page is
published until the comment is closed. Within a line it is a warning, and is published as typed.

Why: you may have meant to hide what follows, and it is not clear where that ends.

Example:

    <!-- 아직 올리지 말 것

How to fix: close the comment, or write the mark in backticks.
"""
