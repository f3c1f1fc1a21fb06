"""`weeknotes init`: begin a site in a folder."""

import argparse
import contextlib
import shlex
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from weeknotes.cli.common import (
    FAILED,
    OK,
    USAGE,
    catalogue_for,
    failure,
    message_language,
    print_diagnostics,
    usage_error,
)
from weeknotes.config.settings import (
    FILE_NAME,
    Config,
    base_url_of,
    load_config,
    parse_config,
)
from weeknotes.diagnostics import Diagnostic
from weeknotes.i18n import LANGUAGES, language_of
from weeknotes.sources.decoding import Source, read_source
from weeknotes.sources.writing import rewrite, write_new
from weeknotes.starter import Answers, settings_file, starter_files
from weeknotes.starter.install import (
    UNKNOWN,
    Install,
    install_from,
    install_of,
    names_weeknotes,
)
from weeknotes.text.messages import Catalogue, Message, msg
from weeknotes.text.weeks import week_of

DESCRIPTION = (
    "Write the first files of a site: settings, a digest, and a workflow that"
    " publishes the site on GitHub Pages. On a terminal, asks for what is not given. Never"
    " overwrites a file of yours."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder of the site (default: the current folder)",
    )
    parser.add_argument("--title", metavar="TEXT", help="the name of the site")
    parser.add_argument("--author", metavar="TEXT", help="your name")
    parser.add_argument(
        "--language",
        type=language_of,
        choices=tuple(LANGUAGES),
        help="the language of the site and of messages",
    )
    parser.add_argument(
        "--base-url", metavar="URL", help="the public address of the site"
    )
    parser.add_argument(
        "--install",
        metavar="SPEC",
        help="where others can install weeknotes from: a git address, or a wheel, which is copied"
        " to the site (default: where this installation came from)",
    )
    parser.add_argument(
        "--yes", action="store_true", help="ask nothing, and use the defaults"
    )


def run(options: argparse.Namespace) -> int:
    existing = (options.folder / FILE_NAME).exists()
    if existing:
        config, problems = load_config(options.folder)
    else:
        answers = _answers(options)
        if answers is None:
            return USAGE
        config, problems = parse_config(settings_file(answers), FILE_NAME)
    catalogue = catalogue_for(config.known_language)
    print_diagnostics(problems, catalogue)
    if problems:
        return FAILED if existing else USAGE
    return _write(options, config, catalogue)


def _answers(options: argparse.Namespace) -> Answers | None:
    """What the options say, and what the writer answers on the terminal; None if there is neither a
    terminal nor `--yes`."""
    interactive = sys.stdin.isatty() and not options.yes
    language = options.language or message_language("")
    if not (interactive or options.yes or options.title):
        problem = msg(
            "there is no terminal for questions; give --title, or --yes to use the"
            " defaults"
        )
        usage_error("init", problem, catalogue_for(language))
        return None
    if interactive and not options.language:
        names = "/".join(LANGUAGES)
        question = f"Language / 언어 ({names})"
        while (answer := language_of(_asked(question, language))) not in LANGUAGES:
            print(names)
        language = answer
    answers = Answers(
        title=options.title or LANGUAGES[language].site_title,
        author=options.author or "",
        language=language,
        base_url=options.base_url or "",
    )
    return _asked_answers(options, answers) if interactive else answers


def _asked_answers(options: argparse.Namespace, answers: Answers) -> Answers:
    """The answers: from the options, and for the rest from questions on the terminal."""
    catalogue = catalogue_for(answers.language)
    if not options.title:
        question = msg("the name of the site").text(catalogue)
        answers = answers._replace(title=_asked(question, answers.title))
    if not options.author:
        question = msg("your name (may be empty)").text(catalogue)
        answers = answers._replace(author=_asked(question))
    if not options.base_url:
        question = msg("the public address, https://… (may be empty)").text(
            catalogue
        )
        while not _is_base_url(answer := _asked(question)):
            wrong = msg(
                "write an http(s) address such as https://example.com/notes/, or nothing"
            )
            print(wrong.text(catalogue))
        answers = answers._replace(base_url=answer)
    return answers


def _is_base_url(text: str) -> bool:
    """Whether a text is a public address, or empty."""
    with contextlib.suppress(ValueError):
        return not text or bool(base_url_of(text))
    return False


def _asked(question: str, default: str = "") -> str:
    """The answer to a question on the terminal; the default if the answer is empty or input
    ends."""
    shown = f" [{default}]" if default else ""
    try:
        return input(f"{question}{shown}: ").strip() or default
    except EOFError:
        print()
        return default


def _write(options: argparse.Namespace, config: Config, catalogue: Catalogue) -> int:
    """Write the files that do not exist yet, and say what to do next."""
    folder: Path = options.folder
    install, wheel = _install(options.install)
    if options.install and install == UNKNOWN:
        message = msg("there is no file {path}", path=options.install)
        return usage_error("init", message, catalogue)
    files = _files(folder, config, install, wheel)
    requirements = folder / "requirements.txt"
    is_new = not requirements.exists()
    change = _changed(requirements, install) if options.install else None
    for name, data in files.items():
        path = folder / name
        if change and path == requirements:
            problem = rewrite(path, change.source, change.text)
        elif path.exists():
            print(_unchanged(path, install, options.install).text(catalogue))
            continue
        else:
            problem = write_new(path, data)
        if problem:
            return failure([problem], catalogue)
        print(path.as_posix())
        if change and change.old and path == requirements:
            for message in _replaced(path, change.old, install):
                print(message.text(catalogue))
    if is_new and install == UNKNOWN:
        message = msg(
            "{path} does not yet say where others can install weeknotes from; follow"
            " step 1 in README.md",
            path=requirements.as_posix(),
        )
        print(message.text(catalogue), file=sys.stderr)
    print(msg("next:").text(catalogue))
    if folder != Path():
        print(f"    cd {shlex.quote(folder.as_posix())}")
    print(
        "    weeknotes serve --open\n    weeknotes add 2304.07880\n    weeknotes build"
    )
    return OK


class _Change(NamedTuple):
    """The new text of a `requirements.txt`, and its old line for weeknotes.  The line is empty if
    there was no such line."""

    source: Source
    text: str
    old: str


def _changed(path: Path, install: Install) -> _Change | None:
    """The change of a `requirements.txt` that contains only comments, or one line for weeknotes
    that is out of date.  None if the writer has to change it."""
    source = read_source(path, path.as_posix(), path.name)
    if isinstance(source, Diagnostic):
        return None
    lines = source.text.splitlines()
    if all(not line.strip() or line.strip().startswith("#") for line in lines):
        text = f"{source.text.rstrip()}\n{install.requirement}\n"
        return _Change(source, text, "")
    olds = [line for line in lines if names_weeknotes(line)]
    if len(olds) != 1 or olds[0].strip() == install.requirement:
        return None
    new = [install.requirement if line == olds[0] else line for line in lines]
    return _Change(source, "\n".join(new) + "\n", olds[0].strip())


def _replaced(path: Path, old: str, install: Install) -> Iterator[Message]:
    """What was replaced in `requirements.txt`, and which wheel is no longer needed."""
    yield msg(
        "{path}: replaced the line {old} by {line}",
        path=path.as_posix(),
        old=old,
        line=install.requirement,
    )
    wheel = path.parent / old
    if old.endswith(".whl") and wheel.is_file():
        yield msg(
            "no longer needed, you may delete it: {path}", path=wheel.as_posix()
        )


def _unchanged(path: Path, install: Install, given: str | None) -> Message:
    """The message about a file that exists already.  If `given` is a way to install weeknotes, the
    message about `requirements.txt` contains the line for it."""
    if given and path.name == "requirements.txt":
        line, name = install.requirement, path.as_posix()
        if line in path.read_text("utf-8", "replace").splitlines():
            return msg("{path} has this line already: {line}", path=name, line=line)
        return msg(
            "{path} was not changed; add this line to it, in place of an older line for"
            " weeknotes: {line}",
            path=name,
            line=line,
        )
    return msg("{path} exists already and was not changed", path=path.as_posix())


def _files(
    folder: Path, config: Config, install: Install, wheel: bytes
) -> dict[str, bytes]:
    """The bytes of the files of a site, by name."""
    label = week_of(date.today(), config.week_rule)
    heading = config.words.heading(label)
    answers = Answers(config.title, config.author, config.language, config.base_url)
    texts = starter_files(answers, install, label, heading)
    has_notes = (folder / "notes").exists()
    files = {
        name: text.encode()
        for name, text in texts.items()
        if not (has_notes and name.startswith("notes/"))
    }
    if wheel:
        files[install.requirement.removeprefix("./")] = wheel
    return files


def _install(spec: str | None) -> tuple[Install, bytes]:
    """How the site installs weeknotes, and the wheel that it needs for this."""
    if spec:
        install = install_from(spec)
    else:
        try:
            recorded = distribution("weeknotes").read_text("direct_url.json")
        except PackageNotFoundError:
            recorded = None
        install = install_of(recorded or "")
    if not install.wheel:
        return install, b""
    try:
        return install, Path(install.wheel).read_bytes()
    except OSError:
        return UNKNOWN, b""
