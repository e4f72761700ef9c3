#!/usr/bin/env bash
# Print the Debian packages that this machine lacks: `missing.sh run` for serving, `missing.sh dev` for tests as well.
set -euo pipefail
kind=${1:?run or dev}
PYTHON=${PYTHON:-python3}

# Python loads a library as it will later; ldconfig would list them, but is not on the path of Debian's ordinary users.
has_library() { "$PYTHON" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" 2>/dev/null; }

command -v "$PYTHON" >/dev/null || echo python3
"$PYTHON" -c 'import venv, ensurepip' 2>/dev/null || echo python3-venv
# spaCy and PostgreSQL's programs need these at run time; slim images leave them out.
has_library libgomp.so.1 || echo libgomp1
has_library libstdc++.so.6 || echo libstdc++6
[ "$kind" = dev ] || exit 0
has_library libatomic.so.1 || echo libatomic1  # the driver of the browser tests
command -v chromium >/dev/null || echo chromium
fc-list 2>/dev/null | grep -q . || echo fonts-dejavu-core
# An older server than the embedded one, for the tests of DATABASE_URL.
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
