"""Shared by several commands: exit codes, options for folders, output of diagnostics."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from weeknotes.config.folders import Folders
from weeknotes.diagnostics import Diagnostic
from weeknotes.text.messages import Catalogue, Message, msg, reason_of

if TYPE_CHECKING:
    from datetime import date

    from weeknotes.model import Site

OK = 0
FAILED = 1
USAGE = 2
INTERRUPTED = 130


def add_site(
    parser: argparse.ArgumentParser,
    what: str = "the folder of the site, with weeknotes.yml",
) -> None:
    """Add the option `--site`."""
    parser.add_argument(
        "--site",
        type=Path,
        default=Path(),
        metavar="DIR",
        help=f"{what} (default: the current folder)",
    )


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add the options `--site` and `--notes`."""
    add_site(parser)
    parser.add_argument(
        "--notes",
        type=Path,
        metavar="DIR",
        help="the folder of digests (default: SITE/notes)",
    )


def folders_of(options: argparse.Namespace) -> Folders:
    """The folders for the options `--site` and `--notes`."""
    site: Path = options.site
    notes: Path = site / "notes" if options.notes is None else options.notes
    return Folders(site, notes, site / "site", notes.as_posix())


def add_date(parser: argparse._ActionsContainer) -> None:
    """Add the option `--date`."""
    parser.add_argument(
        "--date",
        type=_day,
        metavar="YYYY-MM-DD",
        help="a day of the week (default: today)",
    )


def _day(text: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day such as 2023-04-20"
        ) from None


def text_of(path: Path) -> str | Message:
    """The text of a file that the writer named, or why it cannot be read."""
    shown = path.as_posix()
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        return msg("{path}: {reason}", path=shown, reason=reason_of(error))
    except UnicodeDecodeError:
        return msg("this file cannot be read as UTF-8 text: {path}", path=shown)


def is_chosen(file: Path, paths: Sequence[Path]) -> bool:
    """Whether a file is in one of the resolved paths that the writer chose.  Without paths, all
    files are chosen."""
    return not paths or any(file.resolve().is_relative_to(path) for path in paths)


def path_outside(
    typed: Iterable[Path], places: Iterable[Path], notes: Path
) -> Message | None:
    """The message about a path that is in none of these folders, or does not exist."""
    folders = [place.resolve() for place in places]
    for path in typed:
        if not is_chosen(path, folders):
            folder = notes.as_posix()
            return msg("{path} is not in {folder}", path=str(path), folder=folder)
        if not path.exists():
            return msg("there is no file {path}", path=str(path))
    return None


def languages_of_environment() -> tuple[str, str]:
    """The language that the environment chooses for messages, and the language of the system.  Each
    of the two may be empty or unknown.  As in other programs, `LC_ALL` overrides all settings, and
    `C` is the language of the program, which is English.  `LANG` chooses nothing, because systems
    set it without asking."""
    get = os.environ.get
    chosen = get("WEEKNOTES_LANGUAGE") or get("LC_ALL") or ""
    system = get("LC_ALL") or get("LC_MESSAGES") or get("LANG") or ""
    tag = re.split("[_.@-]", chosen)[0]
    return "en" if tag in ("C", "POSIX") else tag, re.split("[_.@-]", system)[0]


def message_language(of_site: str) -> str:
    """The language of messages.  If the environment chooses a language, this is the result. If not,
    the result is the language of the site.  If the language of the site is not known (empty), the
    result is the language of the system.  If weeknotes does not have that language, the result is
    English."""
    from weeknotes.i18n import ENGLISH, LANGUAGES

    chosen, system = languages_of_environment()
    if chosen in LANGUAGES:
        return chosen
    return of_site or (system if system in LANGUAGES else ENGLISH.tag)


def catalogue_for(of_site: str) -> Catalogue:
    """The catalogue of messages for a site. `of_site` is the language of the site, or empty if this
    language is not known."""
    from weeknotes.i18n import LANGUAGES

    return LANGUAGES[message_language(of_site)].messages


def catalogue_of_site(site: Path) -> Catalogue:
    """The catalogue of messages for the site in this folder."""
    from weeknotes.config.settings import load_config

    config, _ = load_config(site)
    return catalogue_for(config.known_language)


def print_weeks_ahead(site: Site, catalogue: Catalogue) -> None:
    """Say which weeks have a date in the future in the feeds.  The result depends on the day, so it
    is not a finding, and the cache does not keep it."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    if not site.config.base_url:
        return
    today = datetime.now(ZoneInfo(site.config.timezone)).date()
    for week in site.weeks:
        if week.entries and week.published and week.published > today:
            message = msg(
                "{week} is not over, but has the date {day} in the feeds; see the setting"
                " feed_day",
                week=week.id,
                day=week.published.isoformat(),
            )
            print(message.text(catalogue))


def diagnostics_text(diagnostics: Iterable[Diagnostic], catalogue: Catalogue) -> str:
    """Diagnostics as they are printed."""
    return "".join(f"{one.text(catalogue)}\n" for one in diagnostics)


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], catalogue: Catalogue
) -> None:
    """Print diagnostics to standard error."""
    sys.stderr.write(diagnostics_text(diagnostics, catalogue))


def failure(diagnostics: Iterable[Diagnostic], catalogue: Catalogue) -> int:
    """Print why a command fails.  Returns the exit code."""
    print_diagnostics(diagnostics, catalogue)
    return FAILED


def usage_error(command: str, problem: Message, catalogue: Catalogue) -> int:
    """Print what is wrong with the arguments of a command.  Returns the exit code."""
    print(f"weeknotes {command}: {problem.text(catalogue)}", file=sys.stderr)
    return USAGE
