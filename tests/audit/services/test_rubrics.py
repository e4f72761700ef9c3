"""New versions of the codebook: checked in words, pinned by new reviews alone, and never two with one number."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from audit.codebook import Codebook, default_definitions, differences, problems
from audit.ledger.verification import verify
from audit.models import Rubric
from audit.services.errors import EvidenceMissing, Refused, Superseded
from audit.services.reviews import current_rubric
from audit.services.rubrics import add_rubric
from tests import factories
from tests.api.callers import get, post
from tests.browsing import browser

Definitions = dict[str, Any]


def changed(change: Callable[[Definitions], object]) -> Definitions:
    definitions = copy.deepcopy(default_definitions())
    change(definitions)
    return definitions


def value_of(definitions: Definitions, question: str, value: str) -> dict[str, Any]:
    found: dict[str, Any] = next(v for v in definitions[question]["values"] if v["value"] == value)
    return found


def strict(definitions: Definitions) -> None:
    value_of(definitions, "corroboration", "corroborated")["needs"] = "two_origins_support"


def write(definitions: Definitions, based_on: int = 1) -> Rubric:
    return add_rubric(
        definitions=definitions, based_on=based_on, note="Two origins from now on.", actor=factories.actor()
    )


def test_new_reviews_pin_the_new_version_and_old_ones_keep_theirs(db: None) -> None:
    first, second = factories.claim().assertions.get(), factories.claim().assertions.get()
    old = factories.review(first, "corroborated")
    rubric = write(changed(strict))
    with pytest.raises(EvidenceMissing, match="two distinct origins"):
        factories.review(second, "corroborated")
    new = factories.review(second, "corroborated", evidence=[factories.use(title="One"), factories.use(title="Two")])
    assert (old.rubric.number, new.rubric.number, current_rubric()) == (1, 2, rubric)
    assert verify() == []


def test_an_answer_that_was_retired_is_offered_no_more(db: None) -> None:
    def retire(definitions: Definitions) -> None:
        definitions["attribution"]["values"] = [
            v for v in definitions["attribution"]["values"] if v["value"] != "exact"
        ]

    write(changed(retire))
    with pytest.raises(Refused, match="no answer"):
        factories.review(factories.claim(), "exact")


WRONG: list[tuple[Callable[[Definitions], object], str]] = [
    (lambda d: d.pop("name"), "needs a text for “name”"),
    (lambda d: d.pop("corroboration"), "“corroboration” is missing"),
    (lambda d: d["attribution"].update(values=[]), "offers no answer"),
    (lambda d: d["attribution"]["values"].append(d["attribution"]["values"][-1]), "twice"),
    (lambda d: value_of(d, "attribution", "exact").update(definition=" "), "needs a text for “definition”"),
    (lambda d: value_of(d, "attribution", "exact").update(needs="a feeling"), "does not exist: a feeling"),
    (lambda d: value_of(d, "attribution", "exact").update(people=9), "one person or two"),
    (lambda d: value_of(d, "attribution", "exact").update(group="open"), "do not stand together"),
    (lambda d: d["attribution"]["primary_order"].append("absent"), "“absent” is no answer"),
    (lambda d: d["corroboration"].update(reasons={"not_checkable": []}), "must be words"),
    (lambda d: value_of(d, "attribution", "exact").update(value="verbatim"), "not known to the database"),
    (lambda d: None, "Nothing differs"),
]


@pytest.mark.parametrize(("change", "message"), WRONG, ids=[message for _, message in WRONG])
def test_definitions_that_are_none_are_refused_in_words(
    db: None, change: Callable[[Definitions], object], message: str
) -> None:
    with pytest.raises(Refused, match=message):
        write(changed(change))
    assert Rubric.objects.count() == 1


@pytest.mark.parametrize("definitions", [None, [], "text", {}, {"attribution": 3}])
def test_anything_at_all_is_told_what_is_wrong_with_it(definitions: Any) -> None:
    assert problems(definitions)


def test_two_people_do_not_write_one_version(db: None) -> None:
    write(changed(strict))
    with pytest.raises(Superseded, match="Version 2"):
        write(changed(lambda d: d.update(name="Another")))


def test_differences_are_told_by_place_and_aspect() -> None:
    old = Codebook.read(default_definitions())
    new = Codebook.read(changed(strict))
    (found,) = differences(old, new)
    assert (found.place, found.aspect) == ("corroboration: corroborated", "needs")
    assert "two distinct origins" in found.after
    assert differences(old, old) == []


def sent_as_shown(page: Any) -> dict[str, Any]:
    """What the page's form sends when nothing is changed in it."""
    forms = page.context["forms"]
    every = [forms.whole, *(f for _, question, rows in forms.questions for f in (question, *rows.values()))]
    fields = [field for form in every for field in form]
    return {field.html_name: field.value() for field in fields if field.value() not in (None, False)}


def test_an_editor_writes_a_version_on_the_page(editor: User) -> None:
    client, address = browser(editor), reverse("codebook_edit")
    sent = sent_as_shown(client.get(address)) | {"note": "Two origins from now on."}
    assert "Nothing differs" in client.post(address, sent).content.decode()
    sent["corroboration-corroborated-needs"] = "two_origins_support"
    sent.pop("attribution-denied-offered")
    body = client.post(address, sent, follow=True).content.decode()
    assert "Version 2 is current" in body
    compared = client.get(reverse("codebook_compare")).content.decode()
    assert "attribution: denied" in compared
    assert "distinct" in compared
    assert "earlier version" in client.get(reverse("codebook_version", args=[1])).content.decode()
    assert client.get(reverse("codebook_version", args=[7])).status_code == 404


def test_a_wrong_form_keeps_what_was_typed(editor: User) -> None:
    client, address = browser(editor), reverse("codebook_edit")
    sent = sent_as_shown(client.get(address)) | {"note": "", "name": "Our own"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Our own" in refused.content.decode()


def test_the_api_takes_and_gives_versions(db: None) -> None:
    body = {"based_on": 1, "note": "Stricter.", "definitions": changed(strict)}
    made = post("rubrics/", body, "editor")
    assert (made.status_code, made.json()["number"]) == (201, 2)
    assert post("rubrics/", body, "editor").status_code == 409
    assert post("rubrics/", {**body, "based_on": 2, "definitions": {"name": ""}}, "editor").status_code == 422
    assert [row["number"] for row in get("rubrics/").json()["results"]] == [2, 1]
    assert get("rubrics/1/").json()["number"] == 1
    assert get("rubrics/9/").status_code == 404
    assert post("rubrics/", body, "reviewer").status_code == 403
