#!/usr/bin/env bash
# Make .venv from the hash-locked requirements: `setup.sh run` for serving, `setup.sh dev` for tests as well.
# As root, missing system packages are installed with apt; otherwise they are named.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:?run or dev}
PYTHON=${PYTHON:-python3}

mapfile -t missing < <(PYTHON=$PYTHON tools/missing.sh "$kind")
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "Missing system packages: ${missing[*]}. Install them (apt-get install ${missing[*]}) and try again." >&2
        exit 1
    fi
    echo "Installing ${missing[*]} ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed." >&2; exit 1; }

[ -x .venv/bin/python ] || "$PYTHON" -m venv .venv
file=requirements.txt
[ "$kind" = dev ] && file=requirements-dev.txt
echo "Installing the packages of $file into .venv ..."
# uv is several times faster; where it cannot be had, pip does the same from the same hashes.
if .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/uv.txt 2>/dev/null &&
    .venv/bin/python -m uv pip install --quiet --python .venv/bin/python --require-hashes -r "$file"; then
    :
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$file"
fi
touch .venv/run.done
if [ "$kind" = dev ]; then touch .venv/dev.done; fi
