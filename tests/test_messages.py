"""Messages: each template in the source has a Korean text with the same placeholders."""

from __future__ import annotations

import ast
import marshal
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import weeknotes
from tests.helpers import run, syntax_nodes
from weeknotes.diagnostics import Diagnostic, Severity, Span
from weeknotes.diagnostics import packed as packed_diagnostics
from weeknotes.diagnostics import unpacked as unpacked_diagnostics
from weeknotes.i18n.messages_ko import KOREAN_MESSAGES
from weeknotes.text import messages
from weeknotes.text.messages import Message, counted, msg

SOURCE = Path(weeknotes.__file__).parent
_TEMPLATES = {"msg": slice(0, 1), "counted": slice(1, 3)}
"""The arguments that are templates, by the function that makes a message."""
_PARTICLE = re.compile(
    r"\}`?(?:을|를|은|는|이|가|과|와|로|으로|라고|이라고)(?![가-힣])"
)


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield (place, call) for each call in the source that makes a message."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in syntax_nodes(file):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in _TEMPLATES:
                yield f"{file.relative_to(SOURCE).as_posix()}:{node.lineno}", node


def templates() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield (place, template, call) for each template."""
    for place, call in calls():
        assert isinstance(call.func, ast.Name)
        for argument in call.args[_TEMPLATES[call.func.id]]:
            assert isinstance(argument, ast.Constant), (
                f"{place}: a template must be a literal"
            )
            assert isinstance(argument.value, str), place
            yield place, argument.value, call


def names(template: str) -> set[str]:
    """The placeholders of a template."""
    return {
        name for _, name, _, _ in Formatter().parse(template) if name is not None
    }


def test_each_template_has_a_korean_text() -> None:
    found = {template: place for place, template, _ in templates()}
    assert [
        f"{found[one]}: {one}" for one in found if one not in KOREAN_MESSAGES
    ] == []
    assert sorted(KOREAN_MESSAGES.keys() - found) == []


def test_each_korean_text_has_the_placeholders_of_its_template() -> None:
    assert [
        template
        for template, korean in KOREAN_MESSAGES.items()
        if names(template) != names(korean)
    ] == []


def test_each_message_has_a_value_for_each_placeholder() -> None:
    """A message has no other values.  A placeholder is a name, without attributes or indexes."""
    wrong = []
    for place, template, call in templates():
        values = {keyword.arg for keyword in call.keywords}
        if isinstance(call.func, ast.Name) and call.func.id == "counted":
            values = {"n"}
        if names(template) != values or not all(
            name.isidentifier() for name in names(template)
        ):
            wrong.append(place)
    assert wrong == []


def test_no_korean_particle_follows_a_placeholder() -> None:
    """The form of the particle would depend on the value."""
    assert [
        text for text in KOREAN_MESSAGES.values() if _PARTICLE.search(text)
    ] == []
    assert _PARTICLE.search("{name}을 고치세요")


@pytest.mark.parametrize(
    ("number", "english", "korean"),
    [(1, "1 file", "파일 1개"), (2000, "2,000 files", "파일 2,000개")],
)
def test_numbers(number: int, english: str, korean: str) -> None:
    message = counted(number, "{n} file", "{n:,} files")
    assert (str(message), message.text(KOREAN_MESSAGES)) == (english, korean)


def test_a_value_is_never_read_as_a_template() -> None:
    message = msg("unknown key `{key}`", key="{key.__class__} {0}")
    assert str(message) == "unknown key `{key.__class__} {0}`"


def nested() -> Message:
    return msg(
        "read as {chosen}, but it could be {other}: {why}",
        chosen=msg("a title"),
        other=msg("commentary"),
        why=msg("tags end the entry above"),
    )


def test_a_message_in_a_message_is_translated_too() -> None:
    assert (
        str(nested())
        == "read as a title, but it could be commentary: tags end the entry above"
    )
    assert nested().text(KOREAN_MESSAGES) == (
        "읽은 방식: 제목. 다른 가능성: 본문. 이유: 위 항목은 태그로 끝났습니다"
    )


def test_messages_survive_the_cache() -> None:
    stored = marshal.loads(marshal.dumps(messages.packed(nested())))
    assert messages.unpacked(stored) == nested()
    one = Diagnostic(
        "x", Severity.ERROR, "a", Span(2, 3), nested(), msg("delete it"), "line", 4
    )
    rows = marshal.loads(marshal.dumps(packed_diagnostics([one])))
    assert unpacked_diagnostics(rows) == (one,)


@pytest.mark.slow
def test_messages_are_in_the_language_of_the_site(tmp_path: Path) -> None:
    """Also those that come from the cache.  The environment can choose another language, as in
    other programs: LC_ALL overrides all, and C is the language of the program."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "2023-04-w4.txt").write_text(
        "2023년 4월 4주차\n읽은 것 #llm\n#llm\n", "utf-8"
    )
    (tmp_path / "weeknotes.yml").write_text("title: 노트\n", "utf-8")
    korean = "태그가 항목이 아니라 그 주의 머리말에 있습니다 [no-entries]"
    for outcome in ("쓴 파일", "바뀐 것이 없습니다"):
        done = run("build", cwd=tmp_path, WEEKNOTES_LANGUAGE="", LC_ALL="")
        assert korean in done.stderr
        assert outcome in done.stdout
    assert (
        "[no-entries]" in run("build", cwd=tmp_path, WEEKNOTES_LANGUAGE="en").stderr
    )
    assert (
        korean in run("check", cwd=tmp_path, WEEKNOTES_LANGUAGE="", LC_ALL="").stdout
    )
    for locale, is_korean in (
        ("C.UTF-8", False),
        ("ko_KR.UTF-8", True),
        ("fr_FR.UTF-8", True),
    ):
        said = run(
            "check", cwd=tmp_path, WEEKNOTES_LANGUAGE="", LC_ALL=locale
        ).stdout
        assert (korean in said) is is_korean
    (tmp_path / "weeknotes.yml").write_text("language: en\n", "utf-8")
    done = run("build", cwd=tmp_path, WEEKNOTES_LANGUAGE="", LC_ALL="")
    assert "tags are in the introduction of the week, not in an entry" in done.stderr
    (tmp_path / "weeknotes.yml").write_text("language: en\ntitle: [\n", "utf-8")
    done = run("build", cwd=tmp_path, WEEKNOTES_LANGUAGE="", LC_ALL="")
    assert "this is not valid YAML" in done.stderr
