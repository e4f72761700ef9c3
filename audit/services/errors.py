"""Why an act was refused, as a sentence for the person who tried. Pages, admin and API translate these once."""

from __future__ import annotations

from articles.ingest.errors import IngestError
from articles.services import NotChanged


class Refused(ValueError):
    """Nothing was changed."""


class StaleTarget(Refused):
    """The words have changed since the reviewer saw them."""


class Superseded(Refused):
    """Somebody else decided while the reviewer was at it."""


class EvidenceMissing(Refused):
    """The codebook asks for more evidence than was given."""


class NotAllowed(Refused):
    """This person may not do this."""


class SentBefore(Refused):
    """The same form came before with other answers, which stand; sent as a new one it may take their place."""


class AlreadyStored(Refused):
    """The same page or file is stored already; `item` is it."""

    def __init__(self, message: str, item: object) -> None:
        super().__init__(message)
        self.item = item


class RubricChanged(Refused):
    """The form was made under other definitions than those that count now."""


# What a form says in its own place: acts on outlets and articles are refused by errors of their own.
REFUSALS = (Refused, NotChanged, IngestError)
