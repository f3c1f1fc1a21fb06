"""Text between two `%%` may be a comment, or the two marks may have nothing to do with each other.

Reported while reading: a comment `%% … %%` that begins within a line and ends in another paragraph.
The text between the marks is not published.

Why: what is hidden by mistake is missing on the site.

Example:

    정확도가 100%%라고 하는데

    오류가 0%%일 리는 없다.

How to fix: if it is not a comment, write `%%` in backticks, or only one `%`.
"""
