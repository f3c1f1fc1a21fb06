"""`weeknotes words`: list the pairs of words that search treats as the same."""

import argparse
import sys

from weeknotes.cli.common import (
    OK,
    add_folders,
    catalogue_for,
    failure,
    folders_of,
)
from weeknotes.diagnostics import Severity
from weeknotes.pipeline import load_site
from weeknotes.search import learnt_pairs
from weeknotes.search.pairs import ABBREVIATION
from weeknotes.text.messages import msg

DESCRIPTION = (
    "List the pairs of words that search learns from the notes. The evidence for a"
    " pair is the sound of the words, the number of papers that have both words, and the"
    " number expected by chance. The setting `glossary` adds and forbids pairs."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)


def run(options: argparse.Namespace) -> int:
    loaded = load_site(folders_of(options))
    config = loaded.site.config
    catalogue = catalogue_for(config.known_language)
    errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR]
    if errors:
        return failure(errors, catalogue)
    kinds = {
        ABBREVIATION: msg("abbreviation"),
        0: msg("same sound"),
        1: msg("similar sound"),
    }
    for one, other in config.glossary.items():
        given = msg("forbidden") if other.startswith("-") else msg("glossary")
        print(f"{one}\t{other.removeprefix('-')}\t{given.text(catalogue)}")
    learnt = learnt_pairs(loaded.site)
    if not learnt and not config.glossary:
        none = msg("search has learnt no pairs of words from these notes")
        print(none.text(catalogue), file=sys.stderr)
    for pair in learnt:
        evidence = msg("{n} papers have both", n=pair.together)
        if pair.cost != ABBREVIATION:
            chance = f"{pair.by_chance:g}"
            evidence = msg(
                "{n} papers have both; {chance} expected by chance",
                n=pair.together,
                chance=chance,
            )
        kind, found = kinds[pair.cost].text(catalogue), evidence.text(catalogue)
        print(f"{pair.one}\t{pair.other}\t{kind}\t{found}")
    return OK
