"""Text between two `%%` may be a comment, or ordinary text.

Reported while reading: a comment `%% … %%` that begins within a line and ends in another paragraph.
The text between the marks is not published.

Why: what is hidden by mistake is missing on the site.

Example:

    The accuracy is 100%%, they say,

    so 0%% errors cannot be.

How to fix: if the text is not a comment, write `%%` in backticks, or only one `%`.
"""
