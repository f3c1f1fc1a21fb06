"""A comment is opened, but never closed.

Reported while reading: `<!--` without `-->`, `%%` without a second `%%`, `{% comment %}` or `{{/*`
that nothing closes, outside of code and formulas. A comment that begins a line is an error: no
page is published until the comment is closed. A comment within a line is a warning, and is
published as typed.

Why: you may have meant to hide what follows, and it is not clear where the hidden text ends.

Example:

    <!-- not to be published yet

How to fix: close the comment, or write the mark in backticks.
"""
