"""Why a text was not taken in. `str(error)` is a sentence for the person who sent it."""


class IngestError(ValueError):
    """Nothing was stored; the message says what is wrong with the text and what to do about it."""


class EmptyText(IngestError):
    """There is no visible character."""


class TooLarge(IngestError):
    """The text is longer than `types.MAX_LENGTH`."""


class BinaryFile(IngestError):
    """The bytes are a picture, a document, an archive or a program, not plain text."""


class BadCharacters(IngestError):
    """The text holds characters that no database can store."""


class UndecodableText(IngestError):
    """The bytes fit no character encoding that we know."""


class NotAPage(IngestError):
    """The text is no web page: a feed, data, or words without markup."""


class NoArticle(IngestError):
    """The page holds no article: a login or cookie wall, an error page, or a page that only a script fills."""


class BadRecord(IngestError):
    """A line of a file of records is no record of an article."""


class BadOutletName(IngestError):
    """The outlet has no name, or one that is longer than a name is."""


class NoFeed(IngestError):
    """The bytes are no feed in any format that we know."""


class NotReadInTime(IngestError):
    """Reading took longer, or more memory, than any real page needs."""
