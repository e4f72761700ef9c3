"""Names, posts and bodies as local newspapers write them."""

from __future__ import annotations

import pytest

from tests.extraction.tables import Expected, case, check, direct, indirect, mixed, nothing

CASES = [
    case(
        "friends of a place are a society",
        "“The pool must stay,” Friends of Tarn Baths, a residents' group, said in a letter.",
        direct(
            "The pool must stay",
            speaker="Friends of Tarn Baths",
            speaker_kind="organization",
            role=None,
            affiliations=(),
        ),
    ),
    case(
        "friends of a person are people",
        "Friends of Ana Roe said that she was well.",
        indirect("that she was well", speaker="Friends of Ana Roe", speaker_kind="group"),
    ),
    case(
        "whom somebody represents is no role",
        "“It is cold,” said Mara Quill, an independent who represents Quayside.",
        direct("It is cold", speaker="Mara Quill", role=None, affiliations=("Quayside",)),
    ),
    case(
        "the turn of whoever asks names nobody",
        "Question: “How long will it take?”\n\nAda Roe: “Two years at most.”",
        direct("How long will it take?", speaker=None),
        direct("Two years at most.", speaker="Ada Roe"),
    ),
    case(
        "sheriff's office",
        "“He was lucky,” said Sgt. Dana Whitlock of the Pell County Sheriff's Office.",
        direct(
            "He was lucky", speaker="Dana Whitlock", role="sergeant", affiliations=("Pell County Sheriff's Office",)
        ),
    ),
    case(
        "saint's hospital",
        "“We tried,” said a St. Ada's Hospital spokesman.",
        direct("We tried", role="St. Ada's Hospital spokesman", affiliations=("St. Ada's Hospital",)),
    ),
    case(
        "pro tem",
        "Mayor Pro Tem Alice Novak called the crash “a wake-up call.”",
        mixed("the crash “a wake-up call.”", speaker="Alice Novak", role="Mayor Pro Tem", affiliations=()),
    ),
    case(
        "a player's part before the name",
        "Substitute Danny Okoro scored.\n\n“My mum was there,” said Okoro.",
        direct("My mum was there", speaker="Danny Okoro"),
    ),
    case(
        "line of business before the name",
        "Chipmaker Birch Corp. said it would lay off 400 workers.",
        indirect("it would lay off 400 workers", speaker="Birch Corp."),
    ),
    case(
        "office of a city",
        "City Attorney Ada Roe said it was legal.",
        indirect("it was legal", role="City Attorney", affiliations=()),
    ),
    case(
        "coroner of a county that is called like a man",
        "“It is sad,” said Rowan County Coroner Ed Lim.",
        direct("It is sad", speaker="Ed Lim", role="Rowan County Coroner"),
    ),
    case(
        "prosecuting attorney",
        "“It is over,” said Rowan County Prosecuting Attorney Jill Stone.",
        direct(
            "It is over", speaker="Jill Stone", role="Rowan County Prosecuting Attorney", affiliations=("Rowan County",)
        ),
    ),
    case(
        "short form of a firm",
        "The owner, Meridian Health, shut a ward.\n\nMeridian insisted that staff were told.",
        indirect("that staff were told", speaker="Meridian Health"),
    ),
    case(
        "a post, and what somebody is to a plan",
        "Councilman Joe Finn, the plan's chief backer, said it was late.",
        indirect("it was late", role="councilman"),
    ),
    case(
        "led it for a body",
        "Lt. Hugh Barlow, who led the inquiry for the Marlow Police Department, said he was not surprised.",
        indirect("he was not surprised", speaker="Hugh Barlow", affiliations=("Marlow Police Department",)),
    ),
    case(
        "whose husband",
        "Moira Vale, whose husband Ewan was the ship's cook, said it was hard.",
        indirect("it was hard", speaker="Moira Vale", role=None),
    ),
    case(
        "the player just named",
        "Harwick captain Luke Farrow called the decision “a joke”.\n\n“We can't blame the ref,” said the midfielder.",
        mixed("the decision “a joke”", speaker="Luke Farrow"),
        direct("We can't blame the ref", speaker="Luke Farrow"),
    ),
    case(
        "a tally and who made it",
        "The bridge has lost half of its traffic, according to a tally by the Harbor Institute.",
        indirect("The bridge has lost half of its traffic", speaker="Harbor Institute"),
    ),
    case(
        "a bare spokesman",
        "The Harbor Board will send a crew, spokesman Oscar Lind said.",
        indirect("The Harbor Board will send a crew", role="spokesman", affiliations=("Harbor Board",)),
    ),
    case(
        "party and town",
        "Ann Dole, D-Derby, the bill's sponsor, said the budget was tight.",
        indirect("the budget was tight", speaker="Ann Dole", affiliations=("D-Derby",)),
    ),
    case(
        "said before a quotation of its own",
        "Sheila Vane, 71, who was saved by firefighters, said she felt let down. “They keep promising.”",
        indirect("she felt let down", speaker="Sheila Vane"),
        direct("They keep promising.", speaker="Sheila Vane"),
    ),
    case(
        "a rank that is cut short",
        "“We found nobody,” Capt. Hugh Barlow of the Marlow Fire Department said.",
        direct("We found nobody", speaker="Hugh Barlow", role="captain", affiliations=("Marlow Fire Department",)),
    ),
    case(
        "a particle with a capital",
        "Head coach Anneke de Vries praised her side. “We were dreadful,” De Vries said.",
        direct("We were dreadful", speaker="Anneke de Vries", role="Head coach"),
    ),
    case(
        "a member for a town, named behind a comma",
        "On Tern, the Conservative MP for Marlow, Mark Leigh, wrote: “Voters deserve answers.”",
        direct("Voters deserve answers.", speaker="Mark Leigh", affiliations=("Conservative",)),
    ),
    case(
        "a party that opens the sentence",
        "Conservative MP Mark Leigh said it was wrong.",
        indirect("it was wrong", speaker="Mark Leigh", affiliations=("Conservative",)),
    ),
    case(
        "letters behind the name",
        "Mark Leigh MP said it was wrong.",
        indirect("it was wrong", speaker="Mark Leigh", role="member of parliament"),
    ),
    case(
        "a firm behind its kind",
        "Enrollment fell by a fifth, according to a report by the consulting firm Dunmore & Hale.",
        indirect("Enrollment fell by a fifth", speaker="a report by the consulting firm Dunmore & Hale"),
    ),
    case(
        "a reader at a university",
        "Dr Colin Mather, reader in hydrology at the University of Wexcombe, said he was baffled.",
        indirect("he was baffled", role="reader", affiliations=("University of Wexcombe",)),
    ),
    case(
        "quoted by the radio",
        "State radio quoted President Nuri Selim as saying that the rebels would be “crushed”.",
        mixed("that the rebels would be “crushed”", speaker="Nuri Selim"),
    ),
    case(
        "a claim and its answer",
        "The army said it had killed 14 fighters near Ossa, a claim the rebels dismissed as “fiction”.",
        indirect("it had killed 14 fighters near Ossa", speaker="The army"),
        mixed("as “fiction”", speaker="the rebels"),
    ),
    case(
        "whose move it is called",
        "The board voted to close the school, a move officials say will save millions.",
        indirect("will save millions", speaker="officials"),
    ),
    case("those who are accused", "Ministers accused of “burying” flood report", nothing()),
    case(
        "a share of something",
        "More than four in five contained fibres, the study found.",
        indirect("More than four in five contained fibres", speaker="the study"),
    ),
    case(
        "a post of three words",
        "“Our doors stay open,” Chief Operating Officer Dale Winfrey said in a video message.",
        direct("Our doors stay open", role="Chief Operating Officer", affiliations=()),
    ),
    case(
        "authors of a paper",
        "The trade body PolyTern urged caution. The paper's authors conclude that fishing is to blame.",
        indirect("that fishing is to blame", affiliations=()),
    ),
    case(
        "the party of a rival",
        "Her Republican challenger, state Rep. Todd Lyle, said it was late.",
        indirect("it was late", speaker="Todd Lyle", affiliations=("Republican",)),
    ),
    case(
        "told to detectives",
        "Barlow told detectives he had been fired in May.",
        indirect("he had been fired in May", speaker="Barlow"),
    ),
    case("whom she met", "Roe told the man she had fired to leave.", nothing()),
    case(
        "a heading before the quotation",
        "Interview: “I never wanted to be famous,” says novelist Clara Whitlock",
        direct("I never wanted to be famous", speaker="Clara Whitlock", role="novelist"),
    ),
    case(
        "a rival firm",
        "Rival Costmart said that sales rose. Its finance chief, Aidan Vale, told the Ledger it was busy.",
        indirect("that sales rose", speaker="Costmart", speaker_kind="organization"),
        indirect("it was busy", speaker="Aidan Vale", affiliations=("Costmart",)),
    ),
    case(
        "a harbour master",
        "Peter Lund, harbour master at Skarvik, says he has never seen such seas.",
        indirect("he has never seen such seas", role="harbour master"),
    ),
    case(
        "what a court heard",
        "The court heard that the dam had leaked. It was never mended, jurors heard. The jury was told the crew fled.",
        indirect("that the dam had leaked", speaker=None),
        indirect("It was never mended", speaker=None),
        indirect("the crew fled", speaker=None),
    ),
    case(
        "what a report says, as a jury heard",
        "A report by the Dam Board found that it had leaked, the jury heard.",
        indirect("that it had leaked", speaker="Dam Board"),
    ),
    case("what a panel heard of", "The panel heard evidence on Monday. The court heard from Ana Roe.", nothing()),
    case(
        "who was asked, behind the name",
        "Ana Roe, asked about Finn's statement, laughed. Finn, asked whether it was late, declined to say.",
        nothing(),
    ),
    case(
        "a post in front, as told the agency",
        "As the head of the dam board, Ana Roe, informed the agency, 340 families are waiting.",
        indirect("340 families are waiting", speaker="Ana Roe"),
    ),
    case(
        "who directs and does more",
        "“It holds,” said Ana Roe, who directs the Tern Institute and was not involved in the study.",
        direct("It holds", role="director", affiliations=("Tern Institute",)),
    ),
    case(
        "a press secretary is not of the press",
        "It rained, Norvant Press reported. “It holds,” press secretary Ivo Roe said.",
        indirect("It rained", speaker="Norvant Press"),
        direct("It holds", role="press secretary", affiliations=()),
    ),
    case(
        "of a research house that the tagger does not know",
        "“It holds,” Kestrel Research's Dan Amblin said.",
        direct("It holds", speaker="Dan Amblin", affiliations=("Kestrel Research",)),
    ),
    case(
        "a company behind its noun that is called like a person",
        "Tom Finn leads the Grain League, a trade group. The largest firm, Calder Marine, has boats. A company "
        "spokesman said it was late.",
        indirect("it was late", affiliations=("Calder Marine",)),
    ),
    case(
        "an acronym before a post that the tagger takes for an adjective",
        "“It holds,” ITBW general secretary Ana Roe said.",
        direct("It holds", affiliations=("ITBW",)),
    ),
    case(
        "a resident whose name the tagger does not know",
        "Resident Bhavna Nair said it was late.",
        indirect("it was late", speaker="Bhavna Nair", role="Resident"),
    ),
    case(
        "a description behind a colon",
        "Captain Tobi Shaw backed the manager to stay: “He holds us up,” the midfielder told Vale TV.",
        direct("He holds us up", speaker="Tobi Shaw", role="captain"),
    ),
    case("several officials", "Two other officials said it was late.", indirect("it was late", role="officials")),
    case(
        "a recorder who is a judge",
        "The judge, Recorder Imelda Voss, said it was late.",
        indirect("it was late", speaker="Imelda Voss"),
    ),
    case(
        "the diplomat who is a minister",
        "Deputy Foreign Minister Yusif Tarkan said it was late.\n\n“It holds,” the diplomat stressed.",
        indirect("it was late", speaker="Yusif Tarkan"),
        direct("It holds", speaker="Yusif Tarkan"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_local_forms_are_read_as_readers_read_them(text: str, expected: list[Expected]) -> None:
    check(text, expected)
