"""The program `weeknotes`, also `python -m weeknotes`."""

# This is the first statement of the program. Imports take a while, and until they are done, Ctrl-C
# ends the program without a traceback.  `signal` itself takes long to import.
import _signal  # type: ignore[import-not-found]

_signal.signal(_signal.SIGINT, _signal.SIG_DFL)
# weeknotes.sh blocks it, until here.
_signal.pthread_sigmask(_signal.SIG_UNBLOCK, {_signal.SIGINT})

import os  # noqa: E402
from typing import NoReturn  # noqa: E402

_NO_MEMORY = b"weeknotes: there is not enough memory; let it have more, or end other programs\n"


def run() -> NoReturn:
    """Run the program.  The program exits without freeing its objects, because this would take as
    long as a small build."""
    try:
        from weeknotes.cli import run_program

        code = run_program()
    except MemoryError:
        os.write(2, _NO_MEMORY)
        code = 1
    except ImportError as error:
        os.write(
            2,
            f"weeknotes: a part cannot be loaded: {error}; install it again\n".encode(),
        )
        code = 1
    os._exit(code)


if __name__ == "__main__":
    run()
