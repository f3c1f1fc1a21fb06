"""A redirect in the settings has no target, or its old path is in use.

Reported while building: a line of `redirects` whose old path is not a valid path of a page, whose
old path is an existing page, or whose target has no page.

Why: visitors of the old address get an error page.

Example: in `weeknotes.yml`, if there is no tag `lm`

    redirects:
      tags/language-model.html: tag:lm

How to fix: write the old path from the site's root (`papers/old-name.html`). Its target
must be the path or the key (`tag:llm`, `arxiv:2304.07880`) of a page.
"""
