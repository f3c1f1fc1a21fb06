"""Firefox and WebKitGTK, driven by the commands of WebDriver without further packages: Firefox takes
them on a socket (Marionette, which geckodriver translates to), WebKitGTK from its own driver."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import IO, Any

import httpx
import pytest

PATHS = {
    "NewSession": "",
    "Navigate": "/url",
    "Back": "/back",
    "Refresh": "/refresh",
    "ExecuteScript": "/execute/sync",
    "PerformActions": "/actions",
}
"""The paths of the commands for a driver that speaks HTTP."""
KEYS = {
    "ArrowDown": "\ue015",
    "Control": "\ue009",
    "Enter": "\ue007",
    "Escape": "\ue00c",
}
PATIENCE = 20  # seconds
PAGE = "() => [location.href, document.body.innerText.slice(0, 500)]"
SOON = """async (isSo, given) => {
  for (let tries = 20; tries; tries--) {
    if (isSo(...given)) return true;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return false;
}"""
Command = Callable[[str, dict[str, object]], Any]


class CommandError(Exception):
    """A command of a browser failed."""


class Driver:
    """A window of a browser."""

    def __init__(self, command: Command) -> None:
        self._command = command

    def go(self, address: str) -> None:
        self._command("Navigate", {"url": address})

    def back(self) -> None:
        self._command("Back", {})

    def reload(self) -> None:
        self._command("Refresh", {})

    def run(self, script: str, *arguments: object) -> Any:
        """What a function of JavaScript returns."""
        body = f"return ({script})(...arguments)"
        return self._command(
            "ExecuteScript", {"script": body, "args": arguments, "sandbox": None}
        )

    def press(self, *keys: str) -> None:
        """Press keys together, as a person does."""
        named = [KEYS.get(key, key) for key in keys]
        down = [{"type": "keyDown", "value": key} for key in named]
        up = [{"type": "keyUp", "value": key} for key in reversed(named)]
        self._command(
            "PerformActions",
            {"actions": [{"type": "key", "id": "keys", "actions": down + up}]},
        )

    def type(self, text: str) -> None:
        for letter in text:
            self.press(letter)

    def until(self, script: str, *arguments: object) -> None:
        """Wait until a function of JavaScript returns something true."""
        end = monotonic() + PATIENCE
        while not self._becomes_true(script, *arguments):
            assert monotonic() < end, (script, arguments, self.run(PAGE))

    def _becomes_true(self, script: str, *arguments: object) -> bool:
        try:
            return bool(
                self.run(f"(...given) => ({SOON})({script}, given)", *arguments)
            )
        except CommandError:  # another page is being loaded
            return False


def _marionette(pipe: socket.socket) -> Command:
    stream = pipe.makefile("rb")

    def receive() -> Any:
        length = b""
        while (byte := stream.read(1)) != b":":
            length += byte
        return json.loads(stream.read(int(length)))

    def command(name: str, arguments: dict[str, object]) -> Any:
        message = json.dumps([0, 1, f"WebDriver:{name}", arguments]).encode()
        pipe.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = receive()
        if error:
            raise CommandError(error)
        return result.get("value")

    receive()  # a greeting
    return command


def _over_http(
    client: httpx.Client, session: str, name: str, arguments: dict[str, object]
) -> Any:
    path = f"/session{session}{PATHS[name]}"
    answer = client.post(path, json=arguments).json()["value"]
    if isinstance(answer, dict) and "error" in answer:
        raise CommandError(answer)
    return answer


@contextmanager
def _running(*command: str, **environment: str) -> Iterator[IO[str]]:
    """Run a program.  Yields its output."""
    with subprocess.Popen(
        command,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        try:
            yield process.stdout
        finally:
            process.terminate()


@contextmanager
def firefox(profile: Path) -> Iterator[Driver]:
    """Firefox with an empty profile in this folder."""
    (profile / "user.js").write_text('user_pref("marionette.port", 0);\n', "utf-8")
    program = _program("firefox-esr", "firefox")
    arguments = ["--headless", "--marionette", "--no-remote", "--profile"]
    with _running(program, *arguments, str(profile)) as output:
        port = next(
            filter(None, (re.search(r"on port (\d+)", line) for line in output))
        )
        with socket.create_connection(("127.0.0.1", int(port[1]))) as connection:
            command = _marionette(connection)
            command("NewSession", {})
            yield Driver(command)


@contextmanager
def webkit(_: Path) -> Iterator[Driver]:
    """WebKitGTK, on a virtual display."""
    _program("Xvfb"), _program("WebKitWebDriver")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (
        _running("Xvfb", "-displayfd", "1") as output,
        _running(
            "WebKitWebDriver",
            f"--port={port}",
            DISPLAY=f":{output.readline().strip()}",
        ),
        httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            transport=httpx.HTTPTransport(retries=9),  # until the driver is ready
            timeout=60,
        ) as client,
    ):
        answer = _over_http(client, "", "NewSession", {"capabilities": {}})
        session = f"/{answer['sessionId']}"
        yield Driver(partial(_over_http, client, session))
        client.delete(f"/session{session}")


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"without {names[0]}")
    return found
