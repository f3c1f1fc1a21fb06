"""`weeknotes words`: list the words that search takes for each other."""

import argparse

from weeknotes.cli.common import (
    FAILED,
    OK,
    Subparsers,
    add_folders,
    catalogue_for,
    folders_of,
    print_diagnostics,
)
from weeknotes.diagnostics import Severity


def add_parser(commands: Subparsers) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "words",
        help="list the words that search takes for each other",
        description="List the pairs of words that search learns from the notes, with the evidence:"
        " how they sound, how many papers have both, and how many would by chance. The setting"
        " `glossary` adds pairs and forbids them.",
    )
    add_folders(parser)
    return parser


def run(options: argparse.Namespace) -> int:
    from weeknotes.cache.build_cache import BuildCache
    from weeknotes.pipeline import load_site
    from weeknotes.processes import ALONE
    from weeknotes.search import learnt_pairs
    from weeknotes.search.pairs import ABBREVIATION

    loaded = load_site(folders_of(options), BuildCache(), ALONE)
    errors = [d for d in loaded.diagnostics if d.severity is Severity.ERROR]
    if errors:
        print_diagnostics(errors, catalogue_for(loaded.site.config.known_language))
        return FAILED
    kinds = {ABBREVIATION: "abbreviation", 0: "same sound", 1: "similar sound"}
    glossary = loaded.site.config.glossary
    for one, other in glossary.items():
        kind = "forbidden" if other.startswith("-") else "glossary"
        print(f"{one}\t{other.removeprefix('-')}\t{kind}")
    for pair in learnt_pairs(loaded.site):
        evidence = f"together in {pair.together}"
        if pair.cost != ABBREVIATION:
            evidence += f", by chance {pair.by_chance:g}"
        print(f"{pair.one}\t{pair.other}\t{kinds[pair.cost]}\t{evidence}")
    return OK
