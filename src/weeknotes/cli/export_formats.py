"""The formats of `weeknotes export`: each writes the whole library into one file."""

from collections.abc import Callable, Mapping

from weeknotes.export.bibliography import bibtex_file, csl_file, library_papers
from weeknotes.export.notes import entries_jsonl, notes_inputs, notes_json
from weeknotes.export.table import entries_csv
from weeknotes.feeds.opml import opml
from weeknotes.model import Site
from weeknotes.pages.feeds import subscriptions, subscriptions_inputs


def _feeds_opml(site: Site) -> str:
    """The feeds of the site as OPML; an empty list without a base_url."""
    return opml(subscriptions(site.config, *subscriptions_inputs(site))).decode()


EXPORTS: Mapping[str, Callable[[Site], str]] = {
    "bibtex": lambda site: bibtex_file(library_papers(site)),
    "csl": lambda site: csl_file(library_papers(site)),
    "json": lambda site: notes_json(site.config, notes_inputs(site)),
    "csv": entries_csv,
    "jsonl": entries_jsonl,
    "opml": _feeds_opml,
}
"""The function that writes a format, by the name of the format."""
