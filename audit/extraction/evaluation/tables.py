"""The figures, errors and changes as lines of text; the tables are Markdown, in per cent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from audit.extraction.evaluation.calibration import Bin, calibration_error
from audit.extraction.evaluation.changes import KINDS, Change
from audit.extraction.evaluation.claims import Row
from audit.extraction.evaluation.errors import CLASSES, Mistake, chosen
from audit.extraction.evaluation.intervals import Interval

ROW_HEAD = (
    *("row", "gold", "found", "content P / R / F1", "exact F1", "attribution"),
    *("end to end P / R / F1", "token F1", "kind"),
)
INTERVAL_HEAD = "row", "content", "exact", "attribution", "end to end"
SPEAKER_HEAD = "speaker labels", "per cent"
CALIBRATION_HEAD = "bin", "mean confidence", "right", "claims"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table, line by line."""
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def row_table(rows: Mapping[str, Row]) -> Iterator[str]:
    """The figures of the claims by kind."""
    return table(ROW_HEAD, (_row(name, row) for name, row in rows.items()))


def _row(name: str, row: Row) -> list[str]:
    return [
        name,
        str(row.gold),
        str(row.predicted),
        " / ".join(map(percent, row.content)),
        percent(row.exact[2]),
        percent(row.attribution),
        " / ".join(map(percent, row.end_to_end)),
        percent(row.tokens[2]),
        percent(row.kind),
    ]


def interval_table(rows: Mapping[str, Mapping[str, Interval]]) -> Iterator[str]:
    """The intervals of the figures that one compares."""
    return table(INTERVAL_HEAD, ([name, *map(_interval, row.values())] for name, row in rows.items()))


def speaker_table(figures: Mapping[str, float | None], intervals: Mapping[str, Interval], labels: int) -> Iterator[str]:
    """The figures of the speaker labels, with their intervals if there are any."""
    more = ["interval"] if intervals else []
    rows = ([name, percent(share), *(_interval(intervals.get(name)) for _ in more)] for name, share in figures.items())
    return table([*SPEAKER_HEAD, *more], [["labels", str(labels), *("" for _ in more)], *rows])


def percent(share: float | None) -> str:
    """One decimal; a dash where there is nothing to share."""
    return "–" if share is None else f"{100 * share:.1f}"


def _interval(interval: Interval | None) -> str:
    return "" if interval is None else " to ".join(map(percent, interval))


def calibration_table(bins: Sequence[Bin]) -> Iterator[str]:
    """The bins, and the error below them."""
    rows = (
        [str(number), f"{one.confidence:.3f}", f"{one.right:.3f}", str(one.claims)]
        for number, one in enumerate(bins, start=1)
    )
    yield from table(CALIBRATION_HEAD, rows)
    yield ""
    yield f"Expected calibration error: {calibration_error(bins):.3f} over {sum(one.claims for one in bins)} claims."


def error_lines(found: Sequence[Mistake], count: int) -> Iterator[str]:
    """Each class with its number, and up to `count` errors of it."""
    for name, meaning in CLASSES.items():
        mine = [mistake for mistake in found if mistake.name == name]
        kinds = ", ".join(f"{kind} {number}" for kind, number in Counter(one.kind for one in mine).most_common())
        yield from ("", f"## {name}: {len(mine)}, {meaning}{f' ({kinds})' if kinds else ''}")
        for mistake in chosen(mine, count):
            place = f"{mistake.article}, at {mistake.start}, {mistake.kind}"
            yield from ("", f"{place}, {mistake.rule}" if mistake.rule else place)
            yield f"    wanted: {mistake.wanted}"
            yield f"    got:    {mistake.got}"
            yield f"    around: {mistake.around}"


def change_lines(found: Sequence[Change], count: int) -> Iterator[str]:
    """How many claims were gained, lost and changed, by whether they are right, and up to `count` of each."""
    for kind in KINDS:
        mine = [change for change in found if change.kind == kind]
        verdicts = Counter(change.verdict for change in mine)
        told = "; ".join(f"{verdict}: {number}" for verdict, number in sorted(verdicts.items()))
        yield from ("", f"## {kind}: {len(mine)}{f' ({told})' if told else ''}")
        for verdict in sorted(verdicts):
            yield from _listed([change for change in mine if change.verdict == verdict], count)


def _listed(changes: Sequence[Change], count: int) -> Iterator[str]:
    for change in changes[:count]:
        yield from ("", f"{change.article}, at {change.start}, {change.verdict}")
        if change.was:
            yield f"    was: {change.was}"
        if change.now:
            yield f"    now: {change.now}"
