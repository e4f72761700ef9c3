"""Web pages to drafts, by way of their own structure and of trafilatura's reading of it.

    read_page(raw, url=..., content_type=...)    the draft of a page, its blocks labelled and none deleted

`page_source` decodes and parses, `fallbacks` shows what only browsers without scripts show; `head` and `linked_data`
know what the page says of itself; `outline` lists its passages, `purpose` and `furniture` say what each is for, `weigh`
compares with trafilatura; `survey` puts the article together, `embedded_data` finds it where only scripts show it,
`titles`, `people` (with `bylines`, `bare_names` and `names`) and `dates` its masthead; `doubts` says what may be
missing.
"""

from articles.ingest.html.reader import read_page

__all__ = ["read_page"]
