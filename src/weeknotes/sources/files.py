"""The only module that changes the disk: it makes, replaces and removes each file of this program.

A folder in which the program writes may contain a symbolic link, for example from a git repository
of somebody else.  So a new file gets a name that nobody can guess, is created exclusively, and is
then renamed to its own name.  All names are relative to a folder that was opened, and no link below
it is followed.
"""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

TEMPORARY = ".weeknotes-new"
"""How the names of unfinished files and folders begin."""
_OURS = re.compile(rf"{re.escape(TEMPORARY)}(-[0-9a-f]{{16}})?")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
"""Without waiting: opening a pipe would wait until somebody writes to it."""
_MOST_OPEN = 4
"""How many inner folders a `Folder` keeps open; some systems allow few open files."""
_PART = 1 << 20
_NO_LINKS = (
    errno.EXDEV,
    errno.EPERM,
    errno.EMLINK,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
)
"""The errors that say that a file cannot get a hard link on its file system."""


def temporary_name() -> str:
    """A name for an unfinished file that nobody can guess."""
    return f"{TEMPORARY}-{os.urandom(8).hex()}"


def is_temporary(name: str) -> bool:
    """Whether a build has given this name to an unfinished file or folder."""
    return _OURS.fullmatch(name) is not None


class Folder:
    """An open folder.  Paths are relative to it, with `/`.  Errors name the whole path."""

    def __init__(self, descriptor: int, path: str) -> None:
        self.descriptor = descriptor
        self.path = path
        self._inner: dict[str, int] = {}

    @classmethod
    def open(
        cls, path: Path | str, *, follow: bool = True, make: bool = False
    ) -> Self:
        """Open a folder.  `follow` allows the folder itself to be a link: the user named it."""
        flags = _FOLDER if follow else _FOLDER | os.O_NOFOLLOW
        try:
            return cls(os.open(path, flags), str(path))
        except FileNotFoundError:
            if not make:
                raise
        os.makedirs(path, exist_ok=True)
        return cls(os.open(path, flags), str(path))

    def close(self) -> None:
        self.forget()
        os.close(self.descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def forget(self) -> None:
        """Close the inner folders, for example because one of them was moved."""
        while self._inner:
            os.close(self._inner.popitem()[1])

    def open_inner(self, path: str, *, make: bool = False) -> "Folder":
        """An inner folder.  Raises NotADirectoryError if a part of the path is a link."""
        return Folder(
            os.dup(self._descriptor(path, make)), os.path.join(self.path, path)
        )

    def _descriptor(self, path: str, make: bool) -> int:
        if not path:
            return self.descriptor
        if path not in self._inner:
            while len(self._inner) >= _MOST_OPEN:
                os.close(self._inner.pop(next(iter(self._inner))))
            self._inner[path] = self._descend(path, make)
        return self._inner[path]

    def _descend(self, path: str, make: bool) -> int:
        at = os.dup(self.descriptor)
        for name in path.split("/"):
            outer = at
            if name in ("", ".", ".."):  # a damaged path
                os.close(at)
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
            try:
                if make:
                    with contextlib.suppress(FileExistsError):
                        os.mkdir(name, dir_fd=outer)
                at = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=outer)
            finally:
                os.close(outer)
        return at

    @contextlib.contextmanager
    def _at(self, path: str) -> Iterator[tuple[int, str]]:
        """(descriptor of the folder, name in it) of a path, for one system call."""
        place = self._place(path, make=False)
        try:
            yield place
        except OSError as error:
            raise self.named(error, path) from None

    def _place(self, path: str, make: bool) -> tuple[int, str]:
        folder, _, name = path.rpartition("/")
        try:
            return self._descriptor(folder, make), name
        except OSError as error:
            raise self.named(error, folder) from None

    def named(self, error: OSError, path: str) -> OSError:
        """The error with the whole path.  For an unfinished file, the error has the path of its
        folder, because nobody knows the name of such a file."""
        shown = self.path if is_temporary(path) else os.path.join(self.path, path)
        return OSError(error.errno, error.strerror, shown)

    def state(self, path: str) -> os.stat_result | None:
        """The stat of a file, a folder or a link itself.  None if there is nothing at this path."""
        try:
            with self._at(path) as (folder, name):
                return os.stat(name, dir_fd=folder, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def read(self, path: str) -> bytes:
        """The bytes of a regular file.  Raises OSError."""
        return b"".join(self.parts(path))

    def parts(self, path: str) -> Iterator[bytes]:
        """The bytes of a regular file in parts.  Raises OSError."""
        with self._at(path) as (folder, name):
            file = os.open(name, _READ | os.O_NOFOLLOW, dir_fd=folder)
        return _in_parts(_regular(file))

    def names(self, path: str = "") -> list[str]:
        """The names of all files and folders in this folder, or in an inner one."""
        return os.listdir(self._descriptor(path, make=False))

    def descriptor_of(self, path: str) -> int | None:
        """The descriptor of an inner folder, until the next call.  None if there is no folder at
        this path."""
        try:
            return self._descriptor(path, make=False)
        except OSError:
            return None

    def mkdir(self, path: str, mode: int = 0o777) -> None:
        with self._at(path) as (folder, name):
            os.mkdir(name, mode, dir_fd=folder)

    def create(
        self, path: str, parts: Iterable[bytes], *, durable: bool = False
    ) -> None:
        """Create a file that does not exist yet.  A file that cannot be finished is removed.

        A folder that we made under a secret name contains no links, so in such a folder `path` is
        used as it is.
        """
        try:
            file = self._create(path)
            try:
                _write(file, parts)
                if durable:
                    os.fsync(file)
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(path, dir_fd=self.descriptor)
                raise
            finally:
                os.close(file)
        except OSError as error:
            raise self.named(error, path) from None

    def _create(self, path: str) -> int:
        try:
            return os.open(path, _CREATE, 0o666, dir_fd=self.descriptor)
        except FileNotFoundError:  # the first file in its folder
            folder = path.rpartition("/")[0]
            if not folder:
                raise
            os.close(self._descend(folder, make=True))
            return os.open(path, _CREATE, 0o666, dir_fd=self.descriptor)

    def replace(
        self,
        path: str,
        *parts: bytes,
        durable: bool = True,
        like: os.stat_result | None = None,
    ) -> None:
        """Write a file of this folder under another name, then rename it.  `like` is the stat of
        the old file, if its owner, its mode and its attributes stay."""
        beside = temporary_name()
        self.create(beside, parts, durable=durable)
        try:
            if like:
                _make_alike(self, beside, path, like)
            with self._at(path) as (folder, name):
                os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            with contextlib.suppress(OSError):
                self.remove(beside)
            raise

    def rename(self, path: str, to: "Folder", new: str) -> None:
        """Rename a file or a folder into another folder, which is made if it does not exist."""
        folder, name = to._place(new, make=True)
        with self._at(path) as (old_folder, old):
            os.rename(old, name, src_dir_fd=old_folder, dst_dir_fd=folder)

    def move(self, path: str, to: "Folder", new: str) -> None:
        """Rename a file into another folder.  If the folder is on another file system, the file is
        copied."""
        try:
            self.rename(path, to, new)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            self._copy_over(path, to, new)
            self.remove(path)

    def _copy_over(self, path: str, to: "Folder", new: str) -> None:
        folder, _, name = new.rpartition("/")
        with to.open_inner(folder) as inner:
            inner.replace(name, self.read(path))

    def link(self, path: str, to: "Folder", new: str) -> None:
        """Give a file a second name in another folder.  If the file system does not allow this, the
        file is copied."""
        try:
            folder, name = to._place(new, make=True)
            with self._at(path) as (old_folder, old):
                os.link(
                    old,
                    name,
                    src_dir_fd=old_folder,
                    dst_dir_fd=folder,
                    follow_symlinks=False,
                )
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            to.create(new, [self.read(path)])

    def remove(self, path: str, *, missing_ok: bool = False) -> None:
        try:
            with self._at(path) as (folder, name):
                os.unlink(name, dir_fd=folder)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self, path: str) -> None:
        """Remove an empty folder."""
        if opened := self._inner.pop(path, None):
            os.close(opened)
        with self._at(path) as (folder, name):
            os.rmdir(name, dir_fd=folder)

    def remove_tree(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it.  What cannot be removed stays."""
        import shutil

        self.forget()
        for _ in range(2):  # a call that fails may succeed the next time
            try:
                shutil.rmtree(name, dir_fd=self.descriptor)
            except NotADirectoryError:
                with contextlib.suppress(OSError):
                    os.unlink(name, dir_fd=self.descriptor)
            except OSError:
                shutil.rmtree(name, ignore_errors=True, dir_fd=self.descriptor)


def _write(file: int, parts: Iterable[bytes]) -> None:
    for part in parts:
        # A system may write only a part, for example if the disk is nearly full.
        while part:
            part = part[os.write(file, part) :]


def _regular(file: int) -> int:
    """The open file itself.  Raises OSError for a pipe, a device or a folder, because reading these
    could block for ever."""
    if stat.S_ISREG(os.fstat(file).st_mode):
        return file
    os.close(file)
    raise OSError(errno.EINVAL, "not a regular file")


def _in_parts(file: int) -> Iterator[bytes]:
    with open(file, "rb", buffering=0) as opened:
        while part := opened.read(_PART):
            yield part


def open_regular(path: Path | str, *, follow: bool = True) -> int:
    """Open a regular file to read it.  Raises OSError."""
    try:
        return _regular(os.open(path, _READ if follow else _READ | os.O_NOFOLLOW))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def size_of(path: Path) -> int:
    """The size of a file in bytes.  Raises OSError."""
    return path.stat().st_size


def parts_of(path: Path) -> Iterator[bytes]:
    """The bytes of a regular file in parts, for files that do not fit into memory."""
    return _in_parts(open_regular(path))


def read_regular(path: Path | str, *, follow: bool = True) -> bytes:
    """The bytes of a regular file.  Raises OSError."""
    with open(open_regular(path, follow=follow), "rb", buffering=0) as file:
        return file.read()


def real(path: Path) -> Path:
    """The path without links.  Unlike `Path.resolve`, it raises no error for links in circles."""
    return Path(os.path.realpath(path))


def create_file(path: Path, data: bytes) -> None:
    """Create a file that does not exist yet, and its folder.  Raises OSError; then there is no such
    file."""
    with Folder.open(path.parent, make=True) as folder:
        folder.create(path.name, [data], durable=True)


def replace_text(path: Path, text: bytes) -> None:
    """Replace the bytes of a file, or create it.  A link stays a link.  The owner, the mode and
    hard links stay, too.  If this function raises OSError, the file is as it was."""
    # The path of the target is absolute, and in a deep folder too long for the system.
    path = real(path) if path.is_symlink() else path
    with Folder.open(path.parent, make=True) as folder:
        before = folder.state(path.name)
        try:
            if before is None or before.st_nlink == 1:
                folder.replace(path.name, text, like=before)
                return
        except PermissionError:  # this user may not make such a file
            if before is None:
                raise
        _overwrite(folder, path.name, text)


def _make_alike(
    folder: Folder, name: str, model: str, before: os.stat_result
) -> None:
    with (
        _opened(folder, name, os.O_RDONLY) as new,
        _opened(folder, model, os.O_RDONLY) as old,
    ):
        made = os.fstat(new)
        if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
            os.fchown(new, before.st_uid, before.st_gid)
        os.fchmod(new, stat.S_IMODE(before.st_mode))
        if hasattr(os, "listxattr"):
            with contextlib.suppress(OSError):  # a file system without attributes
                for attribute in os.listxattr(old):
                    os.setxattr(new, attribute, os.getxattr(old, attribute))


def _overwrite(folder: Folder, name: str, text: bytes) -> None:
    """Write into an existing file.  If this fails, the old bytes are written again.  Meanwhile, a
    copy of the old bytes is beside the file."""
    old, beside = folder.read(name), temporary_name()
    folder.create(beside, [old], durable=True)
    with _opened(folder, name, os.O_WRONLY) as file:
        try:
            _set_bytes(file, text)
        except OSError as error:
            _set_bytes(file, old)
            folder.remove(beside, missing_ok=True)
            raise folder.named(error, name) from None
    folder.remove(beside, missing_ok=True)


def _set_bytes(file: int, data: bytes) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    _write(file, [data])
    os.ftruncate(file, len(data))
    os.fsync(file)


@contextlib.contextmanager
def _opened(folder: Folder, name: str, how: int) -> Iterator[int]:
    file = os.open(
        name, how | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder.descriptor
    )
    try:
        yield file
    finally:
        os.close(file)
