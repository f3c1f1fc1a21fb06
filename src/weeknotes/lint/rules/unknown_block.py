"""A block in a template of the site has a name that the theme does not know.

Reported while building: a block in a template that extends other templates, if none of these has a
block of this name.

Why: Jinja ignores such a block, so no page shows it. In most cases the name of the block is
misspelled.

Example: `{% block foter %}` in `templates/base.html`, instead of `{% block footer %}`.

How to fix: correct the name. docs/theming.md lists the blocks of each template.
"""
