"""Whose a verb of saying is where the parser sees another clause, and which words are then said."""

from __future__ import annotations

import pytest

from tests.extraction.tables import Expected, case, check, direct, indirect, mixed

CASES = [
    case(
        "a passive before",
        "Mr. Perry was forced into a rare apology and said that his words had been “misread.”",
        mixed("that his words had been “misread.”", speaker="Perry"),
    ),
    case(
        "the only verb of its sentence",
        "Ada Roe, the board's longest-serving member, on Tuesday called Ann Perry's remarks about a local teacher"
        " “racist,” an unusual rebuke that drew gasps.",
        mixed("Ann Perry's remarks about a local teacher “racist,”", speaker="Ada Roe"),
    ),
    case(
        "taken for a participle",
        "Two papers reported on Wednesday the sheriff had “more than one conversation” with Perry about the threat.",
        mixed("the sheriff had “more than one conversation” with Perry about the threat", speaker_mention="Two papers"),
    ),
    case(
        "joined to the verb before it",
        "State law bars public workers from striking, and the board's lawyer, Tom Finn, said it would ask a court to"
        " step in.",
        indirect("it would ask a court to step in", speaker="Tom Finn"),
    ),
    case(
        "another clause, another speaker",
        "Residents say the rules are meant to silence them, and the Civic League of Dover has already sued the city,"
        " saying they violate its charter.",
        indirect("the rules are meant to silence them", speaker_mention="Residents"),
        indirect("they violate its charter", speaker="Civic League of Dover"),
    ),
    case(
        "behind two circumstances",
        "Tuesday in Dover City, while raising money for his wife, state Senate candidate Ann Biddle, former mayor Joe"
        " Biddle said his wife was fit for the job because “the town's in tough shape.”",
        mixed("his wife was fit for the job because “the town's in tough shape.”", speaker="Joe Biddle"),
    ),
    case(
        "those",
        "By a margin of 80% to 10%, those surveyed say the county should switch to wind power by 2030.",
        indirect("the county should switch to wind power by 2030", speaker_mention="those"),
    ),
    case(
        "a quotation behind a first clause",
        "Ada Roe said that once the council goes on recess, “I intend to help wherever I can.”",
        mixed("that once the council goes on recess", "I intend to help wherever I can.", speaker="Ada Roe"),
    ),
    case(
        "letters behind the name",
        "Counsel to the inquiry, Helena Moss KC, asked him why he had not gone to the coastguard.",
        indirect("why he had not gone to the coastguard", speaker="Helena Moss"),
    ),
    case(
        "to whom it is said",
        "Ada Roe has warned witnesses that they could face a trial.",
        indirect("that they could face a trial", speaker="Ada Roe"),
    ),
    case(
        "an object, and what is said besides",
        "A judge rejected the deal for the clerk on Monday, saying it “does not begin to reflect the harm.”",
        indirect("the deal for the clerk", speaker_mention="A judge"),
        mixed("it “does not begin to reflect the harm.”", speaker_mention="A judge"),
    ),
    case(
        "goes on behind the quoted words",
        "Ada Roe said the plan could be “the best of both worlds,” giving towns more power.",
        mixed("the plan could be “the best of both worlds,” giving towns more power", speaker="Ada Roe"),
    ),
    case(
        "before adding",
        "“We are late,” Ada Roe said, before adding that buses would run.",
        direct("We are late", speaker="Ada Roe"),
        indirect("that buses would run", speaker="Ada Roe"),
    ),
    case(
        "a verb that looks like a participle",
        "A new drug relieved pain as well as an opioid, with fewer side effects, researchers reported Wednesday in the"
        " Journal of Pain.",
        indirect(
            "A new drug relieved pain as well as an opioid, with fewer side effects", speaker_mention="researchers"
        ),
    ),
    case(
        "corrected",
        "“He is blue,” said Ann Orr. “I am red,” corrected her husband, Bob Orr.",
        direct("He is blue", speaker="Ann Orr"),
        direct("I am red", speaker="Bob Orr"),
    ),
    case(
        "all of it quoted",
        "Ada Roe said Tom Finn “lied.” “He lied twice,” she said.",
        mixed("Tom Finn “lied.”"),
        direct("He lied twice"),
    ),
    case(
        "hung on a point in time",
        "Tom Finn has battled with Ada Roe over the city's finances, at one point calling the mayor a “liar.”",
        mixed("the mayor a “liar.”", speaker="Tom Finn"),
    ),
    case(
        "a clause behind a circumstance",
        "The trip stirred debate, Senator Tom Finn telling reporters on Thursday he viewed Perry as “responsible.”",
        mixed("he viewed Perry as “responsible.”", speaker="Tom Finn"),
    ),
    case(
        "no clause behind a noun",
        "Ada Roe said the book she wrote last year she would burn.",
        indirect("the book she wrote last year she would burn", speaker="Ada Roe"),
    ),
    case(
        "who, behind a post and a place",
        "It was denied by Ragnar Dahl, head of the union at the site, who told Radio Tern that water had come in.",
        indirect("that water had come in", speaker="Ragnar Dahl"),
    ),
    case(
        "who, behind a town",
        "It hurt the residents of the town, who said it was late.",
        indirect("it was late", speaker="the residents"),
    ),
    case(
        "a purpose",
        "Ada Roe told the Gazette about the rule in order to show there was “no conflict of interest.”",
        mixed("there was “no conflict of interest.”", speaker="Ada Roe"),
    ),
    case(
        "pains",
        "In this long dry year, mills along the river are taking pains to say they are backing nobody in the vote.",
        indirect("they are backing nobody in the vote", speaker_mention="mills"),
    ),
    case(
        "said by another verb",
        "It started when Tom Roe tweeted that the mill was shut.",
        indirect("that the mill was shut", speaker="Tom Roe"),
    ),
    case(
        "many of them",
        "That step, many argue, could cost the town its harbour if the vote is lost.",
        indirect("That step", "could cost the town its harbour if the vote is lost", speaker_mention="many"),
    ),
    case(
        "an act",
        "Walking alone on the moor in winter, they said, can be hazardous.",
        indirect("Walking alone on the moor in winter", "can be hazardous", speaker_mention="they"),
    ),
    case(
        "asked by",
        "Tom Finn, who was asked by a caller why the mill had shut, laughed.",
        indirect("why the mill had shut", speaker_mention="a caller"),
    ),
    case("asked by, without the question", "Tom Finn, who was asked by reporters, laughed."),
    case(
        "asked by nobody named",
        "Ada Roe said: “The mill is sound.”\n\nOn Friday Tom Finn was asked, “What is the worst of it for the town?”",
        direct("The mill is sound.", speaker="Ada Roe"),
        direct("What is the worst of it for the town?", speaker=None),
    ),
    case(
        "a quotation that goes on without marks",
        "“If the ministry finds more papers, it intends to search them” for notes that would answer requests from River"
        " Watch, ministry counsel Ada Roe wrote in a court filing.",
        mixed(
            "“If the ministry finds more papers, it intends to search them” for notes that would answer requests from"
            " River Watch",
            speaker="Ada Roe",
        ),
    ),
    case(
        "though she did not discuss it",
        "Ada Roe said all staff sign the form, though she did not discuss its terms.",
        indirect("all staff sign the form", speaker="Ada Roe"),
    ),
    case(
        "and when asked",
        "He said he had not seen the fire, and when asked whether he had called the guard, he said, “I hope not.”",
        indirect("he had not seen the fire"),
        direct("I hope not."),
    ),
    case(
        "a refusal",
        "Ada Roe's refusal to denounce the closure of the mill cost her the vote of her own village.",
    ),
    case(
        "a sign held up",
        "Ada Roe held up a sign saying “Farmers against the dam because we have seen this before.”",
        direct("Farmers against the dam because we have seen this before.", speaker_mention="a sign"),
    ),
    case(
        "all she could do",
        "All she could do was shout “Yes, we did it at last!” at the screen.",
        direct("Yes, we did it at last!", speaker_mention="she"),
    ),
    case(
        "somebody's advice",
        "Tom Finn's advice to his pupils (repeated to me over the years) was, “It is no good story if nobody calls.”",
        direct("It is no good story if nobody calls.", speaker="Tom Finn"),
    ),
    case(
        "two subjects",
        "Whatever the effect of it on the race, “his chances of winning are very slim,” says Tom Finn, author of a"
        " study. “The deck is stacked against him.”",
        mixed(
            "Whatever the effect of it on the race, “his chances of winning are very slim,”",
            "The deck is stacked against him.",
            speaker="Tom Finn",
        ),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_verb_has_the_subject_that_a_reader_gives_it(text: str, expected: list[Expected]) -> None:
    check(text, expected)
