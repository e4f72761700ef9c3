"""The gold files are read as they are meant, and a slip in one is told with its file and line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import gold

ARTICLE = """genre: local
punctuation: american

Quay to close, {s1 mayor} {q1 says}: {c1 'No choice'}

{c2 “The quay is lost,”} {s2 Mayor Ida Roon} {q2 said}. {c2 “We did.”} {s3 She} {q3 called} {c3 the loss “a scandal”}.

{s4 Lars Beek and {s5 Mia Tol}} {q4 said} {c4 {c5 nothing had been done}}.

{c6 “Never again,”} a banner read.
---
1 | Ida Roon | person | - | mayor
2 | Ida Roon | person | City Council; Port Trust | mayor | alt: role=the mayor; affiliation=-
3 | = 2
4 | Lars Beek + Mia Tol | person | - | -
5 | Mia Tol | person | - | -
6 | - | none | - | -
"""


def read(tmp_path: Path, words: str) -> dict[str, Any]:
    (tmp_path / "quay.txt").write_text(words, encoding="utf-8")
    return gold.load(tmp_path)[0]


def cut(article: dict[str, Any], number: int, field: str) -> list[str]:
    return [article["text"][start:end] for start, end in article["attributions"][number - 1][field]]


def test_the_text_stands_without_its_tags(tmp_path: Path) -> None:
    text = read(tmp_path, ARTICLE)["text"]
    assert text.startswith("Quay to close, mayor says: 'No choice'\n\n“The quay is lost,” Mayor Ida Roon said.")
    assert text.endswith("a banner read.")


def test_spans_cut_the_tagged_words(tmp_path: Path) -> None:
    article = read(tmp_path, ARTICLE)
    assert cut(article, 2, "content") == ["“The quay is lost,”", "“We did.”"]
    assert cut(article, 2, "source") == ["Mayor Ida Roon"]
    assert cut(article, 2, "cue") == ["said"]
    assert cut(article, 4, "source") == ["Lars Beek and Mia Tol"]
    assert cut(article, 5, "content") == cut(article, 4, "content") == ["nothing had been done"]


def test_the_kind_follows_from_the_marks(tmp_path: Path) -> None:
    kinds = [one["kind"] for one in read(tmp_path, ARTICLE)["attributions"]]
    assert kinds == ["direct", "direct", "mixed", "indirect", "indirect", "direct"]


def test_labels_carry_the_fields_of_the_speaker_scorer(tmp_path: Path) -> None:
    first, second, third, fourth, _, sixth = read(tmp_path, ARTICLE)["speakers"]["claims"]
    assert [first[name] for name in ("speaker", "speaker_kind", "affiliation")] == ["Ida Roon", "person", None]
    assert second["affiliation"] == "City Council and Port Trust"
    assert (second["role_alternatives"], second["affiliation_alternatives"]) == (["the mayor"], [None])
    assert (third["speaker"], third["role"]) == ("Ida Roon", "mayor")
    assert (second["pronoun_source"], third["pronoun_source"]) == (False, True)
    assert (fourth["speaker"], fourth["co_speakers"]) == ("Lars Beek and Mia Tol", ["Lars Beek", "Mia Tol"])
    assert (sixth["speaker"], sixth["speaker_kind"], sixth["pronoun_source"]) == (None, "none", False)


@pytest.mark.parametrize(
    ("punctuation", "words", "quoted"),
    [
        ("british", "‘It’s the drivers’ union,’ he said. ‘Not “us”.’", ["It’s the drivers’ union,", "Not “us”."]),
        ("british", "'It's the drivers' union,' he said. 'Not \"us\".'", ["It's the drivers' union,", 'Not "us".']),
        ("british", "The firm’s ‘worst of years’ and the drivers’ vote.", ["worst of years"]),
        ("british", "‘We lost\n‘We won.’ So", ["We lost", "We won."]),
        ("american", '"We lost," it\'s said\n"We won. "So', ["We lost,", "We won. "]),
        ("british-double", "“We ‘lost’,” he said of 'it'.", ["We ‘lost’,"]),
        ("guillemets", "He said « we lost » “so”.", [" we lost "]),
        ("low-high", "He said „we lost“ so.", ["we lost"]),
    ],
)
def test_quotation_marks_of_every_style(punctuation: str, words: str, quoted: list[str]) -> None:
    text = f"Headline\n{words}"
    inside = gold.quoted_characters(text, punctuation)
    kept = [c for c, is_in in zip(text, inside, strict=True) if is_in and c.isalnum()]
    assert kept == [c for c in "".join(quoted) if c.isalnum()]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("genre: local", "genre: gossip", "quay.txt:1: unknown header 'genre: gossip'"),
        ("genre: local\n", "", "quay.txt:1: no header genre"),
        ("{c3 the loss “a scandal”}", "{c3 the loss", "quay.txt:6: unclosed tag c3"),
        ("{q3 called}", "{q3 called}}", "quay.txt:6: stray } after"),
        ("{q3 called}", "{called}", "quay.txt:6: stray { after"),
        ("{q3 called}", "{q3 }", "quay.txt:6: nothing in q3"),
        ("{c6 “Never again,”}", "“Never again,”", "quay.txt:17: claim 6 has a label and no content"),
        ("6 | - | none | - | -\n", "", "quay.txt:10: claim 6 has no label"),
        ("6 | -", "5 | -", "quay.txt:17: a second label for claim 5"),
        ("6 | - | none", "6 | - | robot", "quay.txt:17: unknown kind of speaker 'robot'"),
        ("6 | - | none", "6 | - | person", "quay.txt:17: a claim has no speaker (-) if and only if"),
        ("6 | - | none | - | -", "6 | - | none", "quay.txt:17: a label is: number"),
        ("3 | = 2", "3 | = 4", "quay.txt:14: claim 4 has no label above this line"),
        ("3 | = 2", "three | = 2", "quay.txt:14: a label starts with the number of its claim"),
        ("{s1 mayor}", "mayor", "quay.txt:12: claim 1 has a source and no speaker, or no source"),
        ("alt: role=the mayor", "alt: title=mayor", "quay.txt:13: an alternative is speaker="),
        ("alt: role=the mayor", "role=mayor", "quay.txt:13: alternatives start with alt:"),
        ("---\n", "", "quay.txt:16: no line --- before the labels"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert ARTICLE.count(old) == 1
    with pytest.raises(gold.MalformedError) as refused:
        read(tmp_path, ARTICLE.replace(old, new))
    assert str(refused.value).startswith(message)


SET = gold.load()


def test_every_claim_of_the_set_has_words_and_lies_in_the_text() -> None:
    for article in SET:
        spans = [s for one in article["attributions"] for field in ("content", "cue", "source") for s in one[field]]
        words = [article["text"][start:end] for start, end in spans]
        assert all(0 <= start < end <= len(article["text"]) for start, end in spans)
        assert [word for word in words if word != word.strip() or "\n" in word] == []


def test_no_tag_is_left_in_a_text() -> None:
    assert [article["id"] for article in SET if set(article["text"]) & set("{}|")] == []


def test_each_claim_has_its_speaker_label() -> None:
    for article in SET:
        contents = [one["content"] for one in article["attributions"]]
        assert contents == [one["content"] for one in article["speakers"]["claims"]]


def test_the_set_is_large_and_of_every_genre_and_punctuation() -> None:
    assert len(SET) >= 40
    assert sum(len(article["attributions"]) for article in SET) >= 600
    genres = Counter(article["genre"] for article in SET)
    assert set(genres) == gold.GENRES
    assert min(genres.values()) >= 4
    assert {article["punctuation"] for article in SET} == set(gold.MARKS)
    curly = [bool(set(article["text"]) & set("“”‘’")) for article in SET]
    assert min(curly.count(True), curly.count(False)) >= 10


def test_the_set_has_every_kind_of_claim_and_of_speaker() -> None:
    kinds = Counter(one["kind"] for article in SET for one in article["attributions"])
    assert min(kinds[kind] for kind in ("direct", "mixed", "indirect")) >= 100
    claims = [claim for article in SET for claim in article["speakers"]["claims"]]
    assert {claim["speaker_kind"] for claim in claims} == gold.SPEAKER_KINDS
    assert sum(claim["pronoun_source"] for claim in claims) >= 100
    assert any("co_speakers" in claim for claim in claims)


@pytest.mark.parametrize("article", SET, ids=lambda article: article["id"])
def test_an_article_is_as_long_as_an_article(article: dict[str, Any]) -> None:
    paragraphs = [line for line in article["text"].split("\n") if line.strip()]
    assert 8 <= len(paragraphs) <= 30
    assert len(article["attributions"]) >= 8
    assert article["id"].startswith(f"{article['genre']}-")


def test_the_words_of_a_persons_name_stand_in_the_text() -> None:
    for article in SET:
        people = [one for one in article["speakers"]["claims"] if one["speaker_kind"] == "person"]
        words = {word for one in people for word in one["speaker"].replace("’", "'").split()} - {"and"}
        assert {word for word in words if word not in article["text"]} == set()
