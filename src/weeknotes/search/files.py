"""Make the files of the index.  They are scripts that a page loads on demand, because from file://
nothing else can be loaded."""

import json
from base64 import b32encode
from hashlib import blake2b

from weeknotes.text.json import json_encoder
from weeknotes.urls import search_path

File = tuple[str, bytes]
"""Path and bytes."""
StagedFile = tuple[str, bytes | None]
"""Path, and bytes unless the published file is up to date."""
json_of = json_encoder(",", ":")


def script(name: str, data: object) -> tuple[File, str]:
    """A script that passes its data to the page, and the version of the script.  The version is a
    hash of the data, and the script passes it to the page, too."""
    text = json_of(data)
    version = version_of(text)
    return file_of(name, version, text), version


def version_of(text: str) -> str:
    """A hash of the data of a script, in four characters.  It has only 20 bits, because every
    search loads the versions of all shards.  The chance that a changed script keeps its version is
    one in a million."""
    return b32encode(blake2b(text.encode(), digest_size=3).digest())[:4].decode()


def file_of(name: str, version: str, text: str) -> File:
    """A script with this version that passes JSON to the page."""
    return search_path(
        name
    ), f'weeknotesLoaded("{name}","{version}",{text})\n'.encode()


def text_of(file: bytes) -> str:
    """The text that a script passes.  The reverse of `script`."""
    text: str = json.loads(f"[{file[file.index(b'(') + 1 : -2].decode()}]")[-1]
    return text
