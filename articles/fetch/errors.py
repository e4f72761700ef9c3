"""Why a page was not fetched. `str(error)` is a sentence for the person who asked; it tells nothing about the inside
of our own network."""

from __future__ import annotations


class FetchError(Exception):
    """Nothing was fetched."""


class FetchRefused(FetchError):
    """We do not fetch this: its address, its kind, its size or the site's own rules speak against it. Asking again
    does not help."""


class FetchFailed(FetchError):
    """We tried and it did not work; it may later. `status` is what the server answered, `retry_after` the seconds it
    asked for; both None when it did not say."""

    def __init__(self, message: str, *, status: int | None = None, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
