"""Articles and revisions over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Outlet, Revision
from audit.ledger.verification import verify
from tests import factories
from tests.api.callers import BASE, NOBODY, caller, get, post
from tests.articles.services.test_identity import check_what_was_stored
from tests.articles.services.test_refetching import URL, html

BODY = {"outlet": "The Harbour Post", "text": factories.TEXT}


@pytest.fixture
def article(db: None) -> Article:
    return factories.article(published=date(2024, 5, 1))


def test_new_article_is_stored_and_shown(db: None) -> None:
    answer = post("articles/", {**BODY, "url": "https://post.example/fares", "published": "2024-05-01"}, "contributor")
    body = answer.json()
    assert answer.status_code == 201
    assert (body["outlet"], body["canonical_url"]) == ("The Harbour Post", "https://post.example/fares")
    assert (body["published_from"], body["published_to"]) == ("2024-05-01", "2024-05-01")
    assert answer["Location"].endswith(f"/api/v1/articles/{body['id']}/")
    assert Revision.objects.get().way == "api"
    assert verify() == []


def test_same_text_again_is_the_same_article(db: None) -> None:
    first, again = (post("articles/", BODY, "contributor") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Article.objects.count() == 1


def test_line_ends_and_spaces_of_the_text_stay(db: None) -> None:
    post("articles/", {**BODY, "text": "Head\r\n\r\n  “Two  spaces,” she said. \r\n"}, "contributor")
    assert Revision.objects.get().body.text == "Head\n\n  “Two  spaces,” she said. \n"


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"text": ""}, 422, None),
        ({"text": " \n\t"}, 422, None),
        ({"text": "a\x00b"}, 400, "text"),
        ({"text": "half \ud800 pair"}, 400, "text"),
        ({"text": "x" * 1_000_001}, 413, None),
        ({"text": "\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f"}, 422, None),
        ({"text": ["a"]}, 400, "text"),
        ({"text": None}, 400, "text"),
        ({"outlet": " "}, 400, "outlet"),
        ({"outlet": "x" * 201}, 400, "outlet"),
        ({"url": "ftp:/nowhere"}, 400, "url"),
        ({"published": "yesterday"}, 400, "published"),
    ],
)
def test_bad_input_is_told_and_nothing_is_stored(
    db: None, change: dict[str, Any], status: int, field: str | None
) -> None:
    answer = post("articles/", {**BODY, **change}, "contributor")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert list(answer.json().get("errors", {})) == ([field] if field else [])
    assert not Article.objects.exists()
    assert not Outlet.objects.exists()


def test_missing_fields_are_named(db: None) -> None:
    answer = post("articles/", {}, "contributor")
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"outlet"})
    answer = post("articles/", {"outlet": "The Harbour Post"}, "contributor")
    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"text"})


def test_five_megabytes_are_answered(db: None) -> None:
    answer = post("articles/", {**BODY, "text": "word " * 1_000_000}, "contributor")
    assert answer.status_code == 413
    assert "1,000,000" in answer.json()["detail"]


def test_body_larger_than_the_limit_is_not_read(db: None, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = post("articles/", {**BODY, "text": "x" * 200}, "contributor")
    assert (answer.status_code, answer.json()["title"]) == (413, "Request Entity Too Large")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"text": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"outlet=x", "application/x-www-form-urlencoded", 415),
        (b"<a/>", "text/xml", 415),
    ],
)
def test_body_that_is_no_json_object_is_refused(db: None, body: bytes, kind: str, status: int) -> None:
    answer = caller("contributor").post(BASE + "articles/", body, content_type=kind)
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_articles_are_listed_newest_first(article: Article) -> None:
    later = factories.article("Later\n\n“Yes,” said Bo Lind of the Board.\n", outlet_name="The Echo")
    body = get("articles/").json()
    assert [row["id"] for row in body["results"]] == [str(later.pk), str(article.pk)]
    assert body["next"] is None


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"outlet": "The Harbour Post"}, 1),
        ({"outlet": "The Echo"}, 1),
        ({"q": "ferry SPRING"}, 1),
        ({"q": "tram"}, 0),
        ({"published_from": "2024-05-01"}, 1),
        ({"published_from": "2024-05-02"}, 0),
        ({"published_to": "2024-05-01"}, 1),
        ({"published_to": "2024-04-30"}, 0),
        ({}, 2),
    ],
)
def test_articles_are_filtered(article: Article, parameters: dict[str, str], found: int) -> None:
    factories.article("Later\n\n“Yes,” said Bo Lind of the Board.\n", outlet_name="The Echo")
    assert len(get("articles/", **parameters).json()["results"]) == found


@pytest.mark.parametrize(
    "parameters",
    [
        {"colour": "red"},
        {"outlet": "No Such Paper"},
        {"published_from": "soon"},
        {"limit": 0},
        {"limit": 1000},
        {"q": "a\x00"},
        {"cursor": "made-up"},
    ],
)
def test_unknown_parameter_or_value_is_an_error(db: None, parameters: dict[str, Any]) -> None:
    answer = get("articles/", **parameters)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, list(parameters))


def test_parameter_given_twice_is_an_error(db: None) -> None:
    answer = caller().get(BASE + "articles/?q=a&q=b")
    assert answer.json()["errors"] == {"q": ["Give this parameter once."]}


def test_pages_follow_one_another_without_gap_or_repeat(db: None) -> None:
    everything = {str(factories.article(f"Head {n}\n\nBody {n} of the text.\n").pk) for n in range(5)}
    seen, address = [], BASE + "articles/?limit=2"
    while address:
        body = caller().get(address).json()
        seen += [row["id"] for row in body["results"]]
        address = body["next"]
    assert (len(seen), set(seen)) == (5, everything)


def test_cursor_fits_only_its_own_filters(db: None) -> None:
    for number in range(3):
        factories.article(f"Head {number}\n\nBody {number} of the text.\n")
    after = get("articles/", limit=1).json()["next"]
    assert caller().get(after + "&q=Head").status_code == 400
    assert caller().get(after.replace("articles/", "claims/")).status_code == 400
    assert caller().get(after.replace("limit=1", "limit=2")).status_code == 200
    assert "cursor" in caller().get(after + "x").json()["errors"]


def test_list_takes_as_many_queries_for_ten_as_for_one(article: Article) -> None:
    with CaptureQueriesContext(connection) as few:
        get("articles/")
    for number in range(9):
        factories.article(f"Head {number}\n\nBody {number}.\n", outlet_name=f"Paper {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(get("articles/").json()["results"]) == 10
    assert len(many) == len(few)


def test_article_names_its_current_revision(article: Article) -> None:
    body = get(f"articles/{article.pk}/").json()
    assert body["current_revision"] == str(article.current_revision_id)
    assert body["headline"] == "Ferry fares will rise in spring, harbour board says"


def test_revision_holds_words_and_blocks(article: Article) -> None:
    (short,) = get(f"articles/{article.pk}/revisions/").json()
    whole = get(f"revisions/{short['id']}/").json()
    block = whole["blocks"][0]
    assert "text" not in short
    assert whole["text"][block["start"] : block["end"]] == whole["headline"]
    assert (block["kind"], whole["length"]) == ("headline", len(whole["text"]))


def test_unchanged_article_is_not_sent_again(article: Article) -> None:
    first = get(f"articles/{article.pk}/")
    again = caller().get(f"{BASE}articles/{article.pk}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Authorization" in first["Vary"]


def test_slash_at_the_end_may_be_left_out(article: Article) -> None:
    assert get(f"articles/{article.pk}").json() == get(f"articles/{article.pk}/").json()
    assert post("articles", BODY, "contributor").status_code == 200


@pytest.mark.parametrize("path", ["articles/{}/", "articles/{}/revisions/", "articles/{}/claims/", "revisions/{}/"])
def test_unknown_article_is_not_found(db: None, path: str) -> None:
    answer = get(path.format(NOBODY))
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["detail"].startswith("There is no such")


@pytest.mark.parametrize("path", ["nothing/", "articles/not-an-id/", "articles/not-an-id", ""])
def test_address_that_leads_nowhere_is_a_problem_too(db: None, path: str) -> None:
    answer = get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["request_id"] == answer["X-Request-ID"]


def test_a_page_is_taken_in_as_html(db: None) -> None:
    answer = post("articles/", {"outlet": "The Harbour Post", "html": html().decode()}, "contributor")
    assert answer.status_code == 201
    assert answer.json()["canonical_url"] == URL
    (revision,) = get(f"articles/{answer.json()['id']}/revisions/").json()
    assert (revision["headline"], revision["reading"]) == ("Fares rise", "article")


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 400, "Send a text, a page, or the address"),
        ({"text": "a", "html": "<p>a"}, 400, "not both"),
        ({"html": "<p></p>"}, 422, ""),
        ({"url": "http://127.0.0.1/story"}, 422, "public address"),
    ],
)
def test_what_brings_no_article_is_told_and_leaves_nothing(
    db: None, body: dict[str, str], status: int, said: str
) -> None:
    answer = post("articles/", {"outlet": "The Harbour Post", **body}, "contributor")
    assert answer.status_code == status
    assert said in str(answer.json())
    assert Outlet.objects.count() == 0


def patch(path: str, body: dict[str, Any], who: str) -> Any:
    return caller(who).patch(BASE + path, body, format="json")


def test_an_editor_says_which_article_it_is(article: Article) -> None:
    answer = patch(f"articles/{article.pk}/", {"language": "en-GB", "canonical_url": URL}, "editor")
    assert answer.status_code == 200
    assert (answer.json()["language"], answer.json()["canonical_url"]) == ("en-GB", URL)
    assert answer.json()["published_from"] == "2024-05-01"
    assert verify() == []


@pytest.mark.parametrize(
    ("body", "status"),
    [({}, 422), ({"language": "english"}, 400), ({"published_to": None}, 422), ({"headline": "New"}, 400)],
)
def test_an_identity_that_cannot_be_is_refused(article: Article, body: dict[str, Any], status: int) -> None:
    assert patch(f"articles/{article.pk}/", body, "editor").status_code == status


@pytest.mark.parametrize(("who", "status"), [("anonymous", 401), ("reader", 403), ("reviewer", 403)])
def test_others_change_no_identity(article: Article, who: str, status: int) -> None:
    assert patch(f"articles/{article.pk}/", {"language": "de"}, who).status_code == status


def test_a_page_that_cannot_be_fetched_again_is_told(article: Article) -> None:
    answer = post(f"articles/{article.pk}/refetch/", {}, "contributor")
    assert answer.status_code == 422
    assert "no web address" in answer.json()["detail"]


def test_words_are_removed_by_an_editor(article: Article) -> None:
    check_what_was_stored()
    assert post(f"articles/{article.pk}/redact/", {"reason": "Court order"}, "editor").status_code == 200
    assert get(f"revisions/{article.current_revision_id}/").json()["text"] is None
    again = post(f"articles/{article.pk}/redact/", {"reason": "Court order"}, "editor")
    assert (again.status_code, verify()) == (422, [])
