"""The only code that opens connections to other hosts. `fetch` gets one page under rules that keep it from being
turned against the machine it runs on, or against anybody else."""

from articles.fetch.client import Fetched, fetch
from articles.fetch.errors import FetchError, FetchFailed, FetchRefused
from articles.fetch.rules import Rules
from articles.fetch.turns import Turn

__all__ = ["FetchError", "FetchFailed", "FetchRefused", "Fetched", "Rules", "Turn", "fetch"]
