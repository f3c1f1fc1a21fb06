#!/bin/sh
# The command `weeknotes`.  Python shows a traceback if Ctrl-C arrives while it starts.  So SIGINT
# is blocked until weeknotes can handle it, wherever `env` can block signals (GNU coreutils).
program=$0
[ -L "$program" ] && program=$(readlink -f "$program")
program=${program%/*}/weeknotes-python
if env --block-signal=INT true 2>/dev/null; then
  exec env --block-signal=INT "$program" "$@"
fi
exec "$program" "$@"
