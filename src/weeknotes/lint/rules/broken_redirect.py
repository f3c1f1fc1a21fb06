"""A redirect in the settings leads nowhere, or replaces a page.

Reported while building: a line of `redirects` whose old path is not a page's path or is a page that
exists, or whose target has no page.

Why: visitors of the old address find nothing.

Example: in `weeknotes.yml`, where there is no tag `lm`

    redirects:
      tags/language-model.html: tag:lm

How to fix: write the old path from the site's root (`papers/old-name.html`); as target, a path or a
key (`tag:llm`, `arxiv:2304.07880`) that has a page.
"""
