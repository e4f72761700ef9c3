"""Plain text to drafts: every line labelled with its reasons, none deleted.

    read_text(raw)       the draft of a pasted text or of a text file
    classify(text)       the blocks of a text exactly as given
    block_spans(text)    the same as [start, end, kind]

`page` and `signals` say what a line looks like, `stretch` where the article lies among them, `layout` what each is,
by what `line` knows of its neighbours; `whole_page` has the rules for what only whole pages have.
"""

from articles.ingest.plain.reader import MOST_PARAGRAPHS, block_spans, classify, read_text

__all__ = ["MOST_PARAGRAPHS", "block_spans", "classify", "read_text"]
