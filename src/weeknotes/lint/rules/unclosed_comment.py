"""A comment is opened, but never closed.

Reported while reading: `<!--` without `-->`, or `%%` without a second `%%`, outside of code and
formulas. The text is published as it is typed.

Why: a comment hides text only if it is closed. An open one would hide the rest of the file.

Example:

    <!-- 아직 올리지 말 것

How to fix: close the comment, or write the mark in backticks.
"""
