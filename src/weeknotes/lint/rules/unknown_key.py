"""A setting is unknown.

Reported while reading `weeknotes.yml` and front matter. The message names the most similar setting.

Why: a misspelled setting has no effect.

Example:

    base_ulr: https://example.org/

How to fix: correct the name. docs/configuration.md lists all settings.
"""
