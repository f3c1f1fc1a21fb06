#!/bin/sh
# The command `weeknotes`.  Python shows a traceback if Ctrl-C arrives while it starts.  So SIGINT
# is blocked until weeknotes can handle it, wherever `env` can block signals (GNU coreutils).
program=$0
[ -L "$program" ] && program=$(readlink -f "$program")
program=${program%/*}/weeknotes-python
# A trap, because the shell also ends here if it may not start a process to try this.
trap 'exec "$program" "$@"' EXIT
env --block-signal=INT true 2>/dev/null && exec env --block-signal=INT "$program" "$@"
