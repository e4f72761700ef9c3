"""Who is who: names, pronouns, descriptions, documents and relays to the speaker's fullest name."""

from __future__ import annotations

import pytest

from audit.extraction import extract
from tests.extraction.tables import Expected, case, check, direct, indirect, mixed, nothing

NAMES = [
    case(
        "family name later",
        "Ada Roe opened the gate.\n\n“It holds,” Roe said.",
        direct("It holds", speaker="Ada Roe", speaker_mention="Roe"),
    ),
    case(
        "family name first",
        "“It holds,” Mr. Finn said.\n\nTom Finn runs the mill.",
        direct("It holds", speaker="Tom Finn"),
    ),
    case(
        "spouses told apart by title",
        "Ada Finn and Tom Finn own the mill.\n\n“It holds,” Mrs. Finn said.",
        direct("It holds", speaker="Ada Finn"),
    ),
    case(
        "middle initial",
        "Tom R. Finn owns the mill.\n\n“It holds,” Tom Finn said.",
        direct("It holds", speaker="Tom R. Finn"),
    ),
    case(
        "role for the person",
        "Ada Roe, the mayor, opened the gate.\n\n“It holds,” the mayor said.",
        direct("It holds", speaker="Ada Roe", speaker_mention="the mayor"),
    ),
    case(
        "another rank",
        "Ada Roe, the mayor, came with Tom Finn, the deputy mayor.\n\nThe mayor said it was late.",
        indirect("it was late", speaker="Ada Roe"),
    ),
    case(
        "the rank that stands alone",
        "Ada Roe, the deputy mayor, opened the gate.\n\nThe mayor said it was late.",
        indirect("it was late", speaker="The mayor", speaker_kind="unnamed"),
    ),
    case(
        "another field",
        "Ada Roe, the finance minister, was pleased.\n\n"
        "The prime minister said it was late. The minister said it was early.",
        indirect("it was late", speaker="The prime minister", speaker_kind="unnamed"),
        indirect("it was early", speaker="Ada Roe"),
    ),
    case(
        "two unnamed ones of other fields",
        "The prime minister said it was late. The foreign minister said it was early.",
        indirect("it was late", speaker="The prime minister"),
        indirect("it was early", speaker="The foreign minister"),
    ),
    case(
        "whom the standfirst calls by a post that two leaders share",
        "Council votes to close its pool\n\nThe deputy leader says there was “nothing left to cut”\n\n“It holds,” said "
        "Tom Finn, the council’s deputy leader. Ada Roe, the leader of the opposition, disagreed.",
        mixed("there was “nothing left to cut”", speaker="Tom Finn"),
        direct("It holds", speaker="Tom Finn"),
    ),
    case("pronoun by gender", "Ada Roe met Tom Finn.\n\n“It holds,” she said.", direct("It holds", speaker="Ada Roe")),
    case(
        "acronym",
        "The Harbour Trust Board (HTB) met.\n\n“It holds,” the HTB said.",
        direct("It holds", speaker="Harbour Trust Board"),
    ),
    case(
        "name only in the report", "“It holds,” said a woman in the crowd.", direct("It holds", speaker_kind="unnamed")
    ),
    case(
        "couple with one family name",
        "Ada and Tom Finn own the mill. “It holds,” Tom Finn said. “It does not,” his wife said.",
        direct("It holds", speaker="Tom Finn"),
        direct("It does not", speaker="Ada Finn", speaker_mention="his wife"),
    ),
    case(
        "Arabic article before the family name",
        "Fatima al-Zein runs the shop.\n\n“It holds,” Zein said.",
        direct("It holds", speaker="Fatima al-Zein"),
    ),
    case(
        "family name that is a given name too",
        "Ada Clinton met Tom Finn. Clinton left.\n\n“It holds,” she said.",
        direct("It holds", speaker="Ada Clinton"),
    ),
    case(
        "somebody apposed to the subject",
        "Tom Finn left early. The trust's director, Carl Reed, agreed.\n\n“It holds,” he said.",
        direct("It holds", speaker="Carl Reed"),
    ),
    case(
        "description of one just named",
        "Tom Finn scored twice.\n\n“I ran,” the 21-year-old striker said.",
        direct("I ran", speaker="Tom Finn", role="striker"),
    ),
    case(
        "description of one without a name",
        "A Western diplomat said the wall was weak. “It may fall,” the diplomat said.",
        indirect("the wall was weak", speaker="A Western diplomat"),
        direct("It may fall", speaker="A Western diplomat", speaker_mention="the diplomat"),
    ),
    case(
        "organization by its kind",
        "The Fairtown Daily said the wall was weak. The newspaper also said rents fell.",
        indirect("the wall was weak", speaker="Fairtown Daily"),
        indirect("rents fell", speaker="Fairtown Daily", speaker_mention="The newspaper"),
    ),
    case(
        "company without its last word",
        "Birch Capital Group sold the mill.\n\n“It holds,” Birch Capital said.",
        direct("It holds", speaker="Birch Capital Group"),
    ),
    case(
        "ending of a longer name",
        "The Department of Harbour Security met.\n\n“It holds,” Harbour Security said.",
        direct("It holds", speaker="Department of Harbour Security"),
    ),
    case(
        "two speakers",
        "“It holds,” Ana Ruiz and Tom Finn said.",
        direct("It holds", speaker="Ana Ruiz and Tom Finn", speaker_kind="group"),
    ),
    case(
        "two speakers as they",
        "Ana Ruiz and Tom Finn own the mill.\n\n“It holds,” they said.",
        direct("It holds", speaker="Ana Ruiz and Tom Finn", speaker_mention="they"),
    ),
    case(
        "issuer of a statement",
        "The Harbour Trust issued a statement on Monday. The statement said the wall was weak.",
        indirect("the wall was weak", speaker="Harbour Trust", speaker_kind="organization"),
    ),
    case(
        "writer of a letter",
        "Ada Roe sent a letter to the board. The letter said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe"),
    ),
    case(
        "document without an issuer",
        "The leaflet said the wall was weak.",
        indirect("the wall was weak", speaker="The leaflet", speaker_kind="document"),
    ),
    case(
        "relay: the words are the inner speaker's",
        "According to the Tern Gazette, Tom Finn called the plan “a joke.”",
        mixed("the plan “a joke.”", speaker="Tom Finn"),
    ),
    case(
        "one with a name who retells speaks for himself",
        "Ada Roe said Tom Finn called the plan “a joke.”",
        mixed("Tom Finn called the plan “a joke.”", speaker="Ada Roe"),
    ),
    case(
        "office before the name",
        "“It holds,” Assistant County Prosecutor Ada Roe said.\n\n“It stands,” Roe said.",
        direct("It holds", speaker="Ada Roe"),
        direct("It stands", speaker="Ada Roe"),
    ),
    case(
        "credentials behind the name",
        "Ada Roe KC opened the case.\n\n“It holds,” Ms Roe said.",
        direct("It holds", speaker="Ada Roe"),
    ),
    case(
        "hyphen in a given name",
        "“It holds,” said Min-jun Harkavy, a mason.",
        direct("It holds", speaker="Min-jun Harkavy"),
    ),
    case(
        "name behind the office of another body",
        "“It holds,” the keeper of the Old Mill, Tom Finn, said.",
        direct("It holds", speaker="Tom Finn", speaker_mention="the keeper of the Old Mill"),
    ),
    case(
        "second description before the name",
        "“It holds,” said her daughter, the painter Ada Roe.",
        direct("It holds", speaker="Ada Roe"),
    ),
    case(
        "name behind the kind of body",
        "The utility, Fairtown Light, said rents fell.",
        indirect("rents fell", speaker="Fairtown Light"),
    ),
    case(
        "first words of a longer name",
        "The Permanent Council for Peace met. The Permanent Council said the wall was weak.",
        indirect("the wall was weak", speaker="Permanent Council for Peace"),
    ),
    case(
        "body by its last word",
        "The Fairtown Rivers Survey drew a map. The Survey said the wall was weak.",
        indirect("the wall was weak", speaker="Fairtown Rivers Survey"),
    ),
    case(
        "subject of another verb before the pronoun",
        "“It holds,” General Varo Hask said.\n\nPresident Belo Tarn visited a mill. “It stands,” he said.",
        direct("It holds", speaker="Varo Hask"),
        direct("It stands", speaker="Belo Tarn"),
    ),
    case(
        "subject inside what another says",
        "Ada Roe said the crew would march and urged residents to stay home.",
        indirect("the crew would march", speaker="Ada Roe"),
        indirect("residents to stay home", speaker="Ada Roe"),
    ),
    case(
        "relative between name and verb",
        "Ada Roe, whose father built the mill, described the plan as “a joke.” “It fell,” she said.",
        mixed("the plan as “a joke.”", speaker="Ada Roe"),
        direct("It fell", speaker="Ada Roe"),
    ),
    case("a measure is no source", "Rents rose to 40 crowns per share last year.", nothing()),
    case(
        "description with an age",
        "Tom Finn scored twice. The striker, 24, was cheered.\n\n“I ran,” Finn said.",
        direct("I ran", speaker="Tom Finn", role="striker"),
    ),
    case(
        "description of another in the same sentence",
        "Tom Finn wept. Tom Finn looked away as the clerk said the wall was weak.",
        indirect("the wall was weak", speaker="the clerk"),
    ),
    case(
        "another word for the post",
        "Ada Roe, the energy secretary, met tenants. “It holds,” the minister said.",
        direct("It holds", speaker="Ada Roe", speaker_mention="the minister"),
    ),
    case(
        "company by its first word",
        "Birch Holdings sold the mill. Birch said the wall was weak.",
        indirect("the wall was weak", speaker="Birch Holdings", speaker_kind="organization"),
    ),
    case(
        "body told by what stands behind it",
        "Vennet Larks, a group that opposes the plan, said the wall was weak.",
        indirect("the wall was weak", speaker="Vennet Larks", speaker_kind="organization"),
    ),
    case(
        "two family names",
        "Ana Ruiz Prado met tenants.\n\n“It holds,” Ruiz said.",
        direct("It holds", speaker="Ana Ruiz Prado"),
    ),
    case(
        "given name for the whole",
        "Katla Jonsdottir, the mayor, met tenants.\n\n“It holds,” Katla said.",
        direct("It holds", speaker="Katla Jonsdottir", speaker_kind="person"),
    ),
    case(
        "the man from there",
        "Tom Finn was furious. “It holds,” the Swede said.",
        direct("It holds", speaker="Tom Finn", speaker_mention="the Swede"),
    ),
    case(
        "credentials at the end of the speaker",
        "Judge Ada Roe KC said: “It holds.”",
        direct("It holds.", speaker="Ada Roe", role="judge", affiliations=()),
    ),
    case(
        "officer of a force",
        "Det Sgt Ada Roe of Fairtown Police said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe", affiliations=("Fairtown Police",)),
    ),
    case(
        "company told by its town",
        "Birch Holdings will close a mill. The Fairtown-based company said rents fell.",
        indirect("rents fell", speaker="Birch Holdings"),
    ),
    case(
        "rival of the company",
        "Birch Holdings will close a mill. A rival company said rents fell.",
        indirect("rents fell", speaker="A rival company"),
    ),
    case(
        "clergyman for a vicar",
        "Tom Finn, the vicar of the mill chapel, met tenants. “It holds,” the clergyman said.",
        direct("It holds", speaker="Tom Finn"),
    ),
    case(
        "they who did something",
        "Birch Holdings fell. Analysts at Larch Bank cut their rating. “It is weak,” they wrote.",
        direct("It is weak", speaker="Analysts at Larch Bank", speaker_kind="group"),
    ),
    case(
        "it that can be read",
        "A plaque was paid for by the crew. It says: “They were not alone.”",
        direct("They were not alone.", speaker="A plaque", speaker_kind="document"),
    ),
    case(
        "data of an office",
        "Rents fell, data from the Larch Statistics Office showed.",
        indirect("Rents fell", speaker="Larch Statistics Office", speaker_kind="organization"),
    ),
    case(
        "those who saw a report did not make it",
        "Rents fell, according to a report seen by the Tern Gazette.",
        indirect("Rents fell", speaker="a report", speaker_kind="document"),
    ),
    case(
        "one of several",
        "Nurses pushed beds. “It holds,” one of them said.",
        direct("It holds", speaker="one of them", speaker_kind="unnamed"),
    ),
    case(
        "paper of a study",
        "Ada Roe teaches at Larch University. The study was small. The paper says the wall was weak.",
        indirect("the wall was weak", speaker="The paper", speaker_kind="document"),
    ),
    case(
        "names behind their description",
        "Two lawmakers, Ada Roe and Tom Finn, said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe and Tom Finn"),
    ),
    case(
        "husband by his first name",
        "Ada Roe wept. Her husband, Marcus, agreed. “It fell,” he said.",
        direct("It fell", speaker="Marcus", role="husband"),
    ),
    case(
        "president with the name of a relative",
        "President Finn met tenants. Ada Finn came too. Mr. Finn left. “It holds,” President Finn said.",
        direct("It holds", speaker="Finn"),
    ),
    case(
        "family name first",
        "Park Seo-yeon, a tourist, met tenants.\n\n“It holds,” Park said.",
        direct("It holds", speaker="Park Seo-yeon", role="tourist"),
    ),
    case(
        "nickname",
        "Robert “Buster” Finn met tenants.\n\n“It holds,” Buster said.",
        direct("It holds", speaker="Robert Finn"),
    ),
    case(
        "company by its pronoun",
        "Brayford Larks said its mills would close.",
        indirect("its mills would close", speaker="Brayford Larks", speaker_kind="organization"),
    ),
    case(
        "one person as they",
        "Sam Oduya said the wall was weak. “It fell,” they said.",
        indirect("the wall was weak", speaker="Sam Oduya"),
        direct("It fell", speaker="Sam Oduya", speaker_mention="they"),
    ),
    case(
        "somebody named so",
        "“It holds,” said the editor, Ada Roe.\n\nA waitress named Crystal came. “It fell,” she said.",
        direct("It holds", speaker="Ada Roe"),
        direct("It fell", speaker="Crystal", role="waitress"),
    ),
    case(
        "somebody at a place with a hyphen",
        "A volunteer at the 18-mile aid station said the wall was weak.",
        indirect("the wall was weak", speaker="A volunteer at the 18-mile aid station"),
    ),
    case(
        "judge of the lead",
        "A judge said the wall was weak.\n\nJudge Ada Roe added: “It fell.”",
        indirect("the wall was weak", speaker="Ada Roe", speaker_mention="A judge"),
        direct("It fell.", speaker="Ada Roe"),
    ),
    case(
        "description of the lead",
        "A retired bus driver who built a wall has been fined.\n\nTom Finn, 67, said it held.",
        indirect("it held", speaker="Tom Finn", role="retired bus driver"),
    ),
    case(
        "told by the pronoun of another claim",
        "Teagan Vale runs the mill. Tom Finn sold it to her.\n\n“It was cheap,” she said.\n\n“I was tired,” he said.",
        direct("It was cheap", speaker="Teagan Vale"),
        direct("I was tired", speaker="Tom Finn"),
    ),
    case(
        "told by the pronoun of the next paragraph",
        "Tom Finn met Teagan Vale of Dover. Teagan Vale runs the mill at the pier.\n\nShe bought it in spring.\n\n"
        "“It was dear,” he said.",
        direct("It was dear", speaker="Tom Finn"),
    ),
    case(
        "counsel before the name",
        "Counsel for Mr. Finn, Priya Seabright, told the court he had been late.",
        indirect("he had been late", speaker="Priya Seabright"),
    ),
    case(
        "party of a legislator",
        "State Rep. Carl Reed, D-Dover, filed a bill. Dr. Tom Finn objected.\n\n“It will pass,” the Democrat said.",
        direct("It will pass", speaker="Carl Reed"),
    ),
    case(
        "topic of the sentence before",
        "Ada Roe said it was late. As for Jane Vale, she starts on Monday. “Days,” she said.",
        indirect("it was late", speaker="Ada Roe"),
        direct("Days", speaker="Jane Vale"),
    ),
    case(
        "no person but a site",
        "“It is late,” Jane Vale said on Monday. On Twitter, she added: “Stop.”",
        direct("It is late", speaker="Jane Vale"),
        direct("Stop.", speaker="Jane Vale"),
    ),
    case(
        "post as a subject in between",
        "President Tom Finn spoke at the James S. Hale briefing room. The president was calm. He said it was late.",
        indirect("it was late", speaker="Tom Finn"),
    ),
    case(
        "agency that passes a statement on",
        "Ministry spokesman Tom Finn said it was “late,” the Tarn Press Service reported.",
        mixed("it was “late,”", speaker="Tom Finn"),
    ),
    case(
        "place before the name",
        "Outside court, Sgt Moira Fenn, who led the inquiry, described the ruling as “a relief for a family”.",
        mixed("the ruling as “a relief for a family”", speaker="Moira Fenn"),
    ),
    case(
        "verb before the name",
        "Stated Roe: “We have tall cows.” Ada Roe left.",
        direct("We have tall cows.", speaker="Ada Roe"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_the_speaker_has_the_fullest_name_the_article_gives(text: str, expected: list[Expected]) -> None:
    check(text, expected)


def test_a_post_in_a_headline_is_the_one_who_has_it_in_the_text() -> None:
    text = "Rents are too high, judge says\nJudge Ada Roe said rents were too high."
    found = extract(text, [(0, 30, "headline"), (31, len(text), "body")])
    assert {claim.speaker for claim in found.claims} == {"Ada Roe"}


def test_a_post_in_other_words_in_a_headline_is_the_one_who_has_it() -> None:
    text = "Rents are too high, CEO says\nChief executive Ada Roe said rents were too high."
    found = extract(text, [(0, 28, "headline"), (29, len(text), "body")])
    assert {claim.speaker for claim in found.claims} == {"Ada Roe"}
