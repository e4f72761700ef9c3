"""Indirect and mixed claims: the clause that is reported, with the right borders."""

from __future__ import annotations

import pytest

from tests.extraction.tables import Expected, case, check, direct, indirect, mixed, nothing

INDIRECT = [
    case("said", "Ana Ruiz said rents fell in May.", indirect("rents fell in May", speaker="Ana Ruiz", cue=("said",))),
    case("said that", "Ana Ruiz said that rents fell.", indirect("that rents fell", speaker="Ana Ruiz")),
    case(
        "told somebody that",
        "Ana Ruiz told Radio Tern that rents fell.",
        indirect("that rents fell", told_to="Radio Tern"),
    ),
    case("fronted", "Rents fell in May, Ana Ruiz said.", indirect("Rents fell in May", speaker="Ana Ruiz")),
    case(
        "fronted, and the parser takes the verb for the campaign's",
        "The Hammer of the Highlands campaign fought by the Oruzan Volunteer Regiments has driven rebel commanders "
        "out of Vashti towards Port Sarrel, Teshi officers and party representatives told Meridian.",
        indirect(
            "The Hammer of the Highlands campaign fought by the Oruzan Volunteer Regiments has driven rebel commanders "
            "out of Vashti towards Port Sarrel",
            speaker_kind="group",
            speaker_mention="Teshi officers and party representatives",
            told_to="Meridian",
        ),
    ),
    case("fronted, verb first", "Rents fell in May, said Ana Ruiz.", indirect("Rents fell in May", speaker="Ana Ruiz")),
    case(
        "inserted",
        "The bridge, Ana Ruiz said, will open in June.",
        indirect("The bridge", "will open in June", speaker="Ana Ruiz"),
    ),
    case(
        "according to, first",
        "According to the harbour board, the pier will close.",
        indirect("the pier will close", speaker="the harbour board", cue=("According to",)),
    ),
    case(
        "according to, last",
        "The pier will close in May, according to Ana Ruiz.",
        indirect("The pier will close in May", speaker="Ana Ruiz"),
    ),
    case("added", "Ana Ruiz added that nobody was hurt.", indirect("that nobody was hurt", cue=("added",))),
    case(
        "warned",
        "The agency warned that the river could rise.",
        indirect("that the river could rise", speaker_kind="organization"),
    ),
    case(
        "denied",
        "Tom Finn denied that he had signed the lease.",
        indirect("that he had signed the lease", cue=("denied",)),
    ),
    case(
        "asked whether",
        "Tom Finn asked whether the pier was safe.",
        indirect("whether the pier was safe", cue=("asked",)),
    ),
    case(
        "vowed to",
        "Tom Finn vowed to fight the order in court.",
        indirect("to fight the order in court", cue=("vowed",)),
    ),
    case(
        "accused of",
        "Tom Finn accused the board of hiding the report.",
        indirect("the board of hiding the report", cue=("accused",)),
    ),
    case("called for", "Tom Finn called for an inquiry.", indirect("an inquiry", speaker="Tom Finn")),
    case(
        "inserted dashes",
        "The office says that rents – for most – will rise.",
        indirect("that rents – for most – will rise", speaker_kind="organization"),
    ),
    case(
        "two verbs, one subject",
        "Ada Roe praised the crew and said the gate would last.",
        indirect("the gate would last", speaker="Ada Roe"),
    ),
    case(
        "participle",
        "Rents fell, Ana Ruiz said, adding that nobody knew why.",
        indirect("Rents fell", speaker="Ana Ruiz"),
        indirect("that nobody knew why", speaker="Ana Ruiz", cue=("adding",)),
    ),
    case(
        "quoted as saying",
        "Ana Ruiz was quoted as saying that the river had turned.",
        indirect("that the river had turned", speaker="Ana Ruiz"),
    ),
    case(
        "group",
        "Sources told the Gazette that the sale was off.",
        indirect("that the sale was off", speaker_kind="group", told_to="the Gazette"),
    ),
    case(
        "joined speakers",
        "Tom Finn and Ada Roe said they would appeal.",
        indirect("they would appeal", speaker="Tom Finn and Ada Roe"),
    ),
    case(
        "pronoun",
        "Ada Roe left early. She said the pier was safe.",
        indirect("the pier was safe", speaker="Ada Roe", speaker_mention="She"),
    ),
    case(
        "relative clause",
        "Tom Finn, who said the pier was safe, left early.",
        indirect("the pier was safe", speaker="Tom Finn"),
    ),
    case(
        "announced",
        "The ministry announced that the border would reopen.",
        indirect("that the border would reopen", speaker_kind="organization"),
    ),
    case(
        "a remark that what is said goes on behind",
        "Ada Roe warned that the town would have to sell the pier, which costs a fortune, within a year.",
        indirect("that the town would have to sell the pier, which costs a fortune, within a year"),
    ),
    case(
        "only the second clause has its that",
        "She said most of the injured had broken bones, and that many had swallowed mud.",
        indirect("most of the injured had broken bones, and that many had swallowed mud"),
    ),
    case(
        "long form of the perfect",
        "Ada Roe has repeatedly said the pier is safe.",
        indirect("the pier is safe", speaker="Ada Roe"),
    ),
    case(
        "transcript line",
        "MAYOR: And that is why I am running.",
        indirect("And that is why I am running", speaker_mention="MAYOR"),
    ),
]

MIXED = [
    case(
        "quoted end",
        "Ada Roe said the plan was “dead on arrival.”",
        mixed("the plan was “dead on arrival.”", speaker="Ada Roe"),
    ),
    case(
        "quoted middle",
        "Ada Roe said the “rotten” pier must go.",
        mixed("the “rotten” pier must go", speaker="Ada Roe"),
    ),
    case(
        "inserted",
        "The bridge, Ada Roe said, “will not hold.”",
        mixed("The bridge", "will not hold.", speaker="Ada Roe"),
    ),
    case(
        "as somebody put it",
        "The plan is “dead on arrival,” as one aide put it.",
        mixed("The plan is “dead on arrival,”", speaker_kind="unnamed"),
    ),
    case(
        "per a document",
        "Refunds stop “after day ten,” per the charter.",
        mixed("Refunds stop “after day ten,”", speaker_kind="document", cue=("per",)),
    ),
    case(
        "called",
        "Ana Ruiz called the offer “an insult to every tenant.”",
        mixed("the offer “an insult to every tenant.”", speaker="Ana Ruiz"),
    ),
    case(
        "described as",
        "Ana Ruiz described the talks as “long and bitter.”",
        mixed("the talks as “long and bitter.”", speaker="Ana Ruiz"),
    ),
    case(
        "saying",
        "Ada Roe left the board, saying it “helps nobody.”",
        mixed("it “helps nobody.”", speaker="Ada Roe", cue=("saying",)),
    ),
    case(
        "no verb of saying",
        "Ada Roe wants the board “to grow up.”",
        mixed("the board “to grow up.”", speaker="Ada Roe"),
    ),
    case(
        "statement",
        "In a statement, the company said it “regrets the error.”",
        mixed("it “regrets the error.”", speaker_kind="organization"),
    ),
    case(
        "two apostrophes", "Ada Roe said the pier was ''rotten.''", mixed("the pier was ''rotten.''", speaker="Ada Roe")
    ),
    case(
        "fronted",
        "The pier is “rotten to the core,” Ada Roe said.",
        mixed("The pier is “rotten to the core,”", speaker="Ada Roe"),
    ),
]

NOTHING = [
    case("no content", "Ana Ruiz spoke for an hour.", nothing()),
    case("nobody", "It was reported that the pier had closed.", nothing()),
    case("a saying", "It goes without saying that rain is wet.", nothing()),
]


@pytest.mark.parametrize(("text", "expected"), INDIRECT)
def test_a_reported_clause_is_a_claim(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_a_partly_quoted_clause_is_one_claim(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), NOTHING)
def test_where_nobody_says_anything_there_is_no_claim(text: str, expected: list[Expected]) -> None:
    check(text, expected)


def test_a_report_and_a_quotation_of_one_sentence_are_two_claims() -> None:
    text = "“Resign,” Ada Roe told Tom Finn, adding that the board agreed."
    check(text, [direct("Resign", speaker="Ada Roe", told_to="Tom Finn"), indirect("that the board agreed")])
