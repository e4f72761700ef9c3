"""The engine is a library: importing it loads neither Django nor the language model."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_engine_loads_neither_django_nor_the_model() -> None:
    code = "import sys, audit.extraction; print('django' in sys.modules, 'spacy' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["False", "False"]
