"""A copy of a file of the theme is older than the theme.

Reported while building: you copied a file with `weeknotes theme eject`, and the theme has changed
this file since then.

Why: the site does not get the changes of the theme. A template may use a variable or a macro that
no longer exists.

Example: `templates/paper.html`, copied before an update of weeknotes.

How to fix: rename your file, copy the file of the theme again with `weeknotes theme eject`, and
make your changes in the new copy. If your file needs no changes, copy only the first line of the
new copy to it.
"""
