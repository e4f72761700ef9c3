"""direct, mixed or indirect, read off the quotation marks around the words, for gold and predictions alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audit.extraction.evaluation.reading import SpanLine

_MARK = re.compile(r"''|[\"“”„«»]")
_SAYING = """
    say says said saying tell tells told telling add adds added adding argue argues argued arguing
    claim claims claimed claiming note notes noted noting write writes wrote writing tweet tweets tweeted tweeting
    warn warns warned warning ask asks asked asking explain explains explained explaining
    insist insists insisted insisting report reports reported reporting announce announces announced announcing
    states stated stating suggest suggests suggested suggesting
    acknowledge acknowledges acknowledged acknowledging admit admits admitted admitting deny denies denied denying
    declare declares declared declaring contend contends contended contending assert asserts asserted asserting
    reply replies replied replying respond responds responded responding conclude concludes concluded concluding
    complain complains complained complaining promise promises promised promising vow vows vowed vowing
    pledge pledges pledged pledging accuse accuses accused accusing mention mentions mentioned mentioning
    confirm confirms confirmed confirming recall recalls recalled recalling predict predicts predicted predicting
    maintain maintains maintained maintaining quote quotes quoted quoting express expresses expressed expressing
    remark remarks remarked remarking joke jokes joked joking urge urges urged urging
    testify testifies testified testifying reveal reveals revealed revealing describe describes described describing
""".split()  # noqa: SIM905 - a list of words reads better as lines than as 140 literals
_PHRASES = ("according to", *(f"call{e} {p}" for e in ("", "s", "ed", "ing") for p in ("on", "for")))
_POINTS = tuple(f"point{e} out" for e in ("", "s", "ed", "ing"))
_SPEECH = re.compile(r"\b(" + "|".join((*_SAYING, *_PHRASES, *_POINTS)) + r")\b", re.IGNORECASE)


def quoted_characters(text: str) -> list[bool]:
    """For each character whether it stands inside double marks; an unclosed one reaches to the paragraph's end."""
    inside = [False] * len(text)
    for paragraph in re.finditer(r"[^\n]+", text):
        opened: int | None = None
        for mark in _MARK.finditer(text, *paragraph.span()):
            if opened is not None:
                inside[opened : mark.start()] = [True] * (mark.start() - opened)
            opened = mark.end() if _opens(text, paragraph.span(), mark, opened is not None) else None
        if opened is not None:
            inside[opened : paragraph.end()] = [True] * (paragraph.end() - opened)
    return inside


def _opens(text: str, paragraph: tuple[int, int], mark: re.Match[str], is_open: bool) -> bool:
    before = text[mark.start() - 1] if mark.start() > paragraph[0] else " "
    after = text[mark.end()] if mark.end() < paragraph[1] else " "
    if mark.group() in "“„«":
        return True
    if mark.group() in "”»":
        return False
    if (before.isspace() or before in "([—–-") and after.isalnum():
        return True
    if after.isspace() and not before.isspace():
        return False
    return not is_open


def kind_of(text: str, spans: Sequence[SpanLine], inside: Sequence[bool]) -> str:
    """direct if all letters and digits are inside marks, indirect if none is, else mixed."""
    flags = {inside[i] for start, end in spans for i in range(start, end) if text[i].isalnum()}
    return "direct" if flags == {True} else "mixed" if len(flags) == 2 else "indirect"


def is_spoken(cue: str) -> bool:
    """Whether a cue holds a verb or phrase of saying."""
    return _SPEECH.search(cue) is not None
