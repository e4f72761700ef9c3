"""Bodies that no list knows, and people introduced at length: who somebody is by what they do, led or founded."""

from __future__ import annotations

import pytest

from tests.extraction.tables import Expected, case, check, direct, indirect, mixed

CASES = [
    case(
        "a body by its co-founder, taken for a person's name",
        "“We did what we could,” said Cobalt Loop co-founder and CEO Priyanka Sethi.",
        direct("We did what we could", speaker="Priyanka Sethi", affiliations=("Cobalt Loop",)),
    ),
    case(
        "the same body everywhere",
        "Cobalt Loop's chief executive left.\n\n“It broke me,” said Dana Fisk, a coder at Cobalt Loop who asked not to "
        "be named.",
        direct("It broke me", speaker="Dana Fisk", role="coder", affiliations=("Cobalt Loop",)),
    ),
    case(
        "a body with the name of a place, by its spokesperson",
        "A Pinnacle Harbor spokesperson, Marcus Lind, said the accounts were “false.”",
        mixed("the accounts were “false.”", speaker="Marcus Lind", affiliations=("Pinnacle Harbor",)),
    ),
    case(
        "a firm of three partners",
        "Employers cut 94,000 jobs, according to outplacement firm Harrow, Gantt & Doyle.",
        indirect("Employers cut 94,000 jobs", speaker="Harrow, Gantt & Doyle"),
    ),
    case(
        "an article inside a name",
        "Spending rose by a tenth, according to the Committee for a Balanced Ledger.",
        indirect("Spending rose by a tenth", speaker="Committee for a Balanced Ledger"),
    ),
    case(
        "a post that the tagger takes for a verb",
        "“It hurts,” said trustee Leonard Fiske.",
        direct("It hurts", speaker="Leonard Fiske", role="trustee"),
    ),
    case(
        "how long somebody had a post is no part of it",
        "“It smelled,” said Gerald Okafor, who was the department's purchasing manager for 11 years until he left.",
        direct("It smelled", speaker="Gerald Okafor", role="purchasing manager"),
    ),
    case(
        "a former post behind the present one",
        "“It is a confession,” said Mara Leven, vice president and a former director of the House Budget Committee.",
        direct("It is a confession", speaker="Mara Leven", role="vice president", affiliations=()),
    ),
    case(
        "what somebody led",
        "“I know them,” said Carlos Vane, who until Wednesday led Birch Capital's Phoenix operations hub.",
        direct("I know them", speaker="Carlos Vane", affiliations=("Birch Capital",)),
    ),
    case(
        "what somebody runs, by its kind and then its name",
        "Grant left in 2020 and now runs a climate fund, Ninth Meridian. “I read it,” said Theo Grant.",
        direct("I read it", speaker="Theo Grant", affiliations=("Ninth Meridian",)),
    ),
    case(
        "a post told by the sentence before",
        "Joan Pell works as a line cook at Heron Foods. “We lost it all,” she said.",
        direct("We lost it all", speaker="Joan Pell", role="line cook", affiliations=("Heron Foods",)),
    ),
    case(
        "a body led by somebody",
        "Basin Watch, led by Joan Pell, sued. “We lost it all,” Pell said.",
        direct("We lost it all", speaker="Joan Pell", affiliations=("Basin Watch",)),
    ),
    case(
        "a body founded by somebody",
        "The state paid Brightline Software, a firm founded in May by Joan Pell. “We earned it,” Pell said.",
        direct("We earned it", speaker="Joan Pell", role="founder", affiliations=("Brightline Software",)),
    ),
    case(
        "whose body it is",
        "“We lost it all,” said Joan Pell, whose group, Basin Watch, sued the state.",
        direct("We lost it all", speaker="Joan Pell", role=None, affiliations=("Basin Watch",)),
    ),
    case(
        "an owner",
        "“We lost it all,” said Joan Pell, who owns Birch Foods.",
        direct("We lost it all", speaker="Joan Pell", role="owner", affiliations=("Birch Foods",)),
    ),
    case(
        "a member of a party is no company",
        "A Republican sued Birch Health in May. In its answer, the company said that the remarks were “old.”",
        mixed("that the remarks were “old.”", speaker="Birch Health"),
    ),
    case(
        "a developer of a town is somebody",
        "“It is hard,” said Angelique Brunn, a Fairtown-based developer and spokeswoman for the Birch Coalition.",
        direct("It is hard", speaker="Angelique Brunn", affiliations=("Birch Coalition",)),
    ),
    case(
        "who works for a senator",
        "“We lost it all,” said Joan Pell, communications director for Sen. Ida Bosk.",
        direct("We lost it all", speaker="Joan Pell", role="communications director", affiliations=("Ida Bosk",)),
    ),
    case(
        "for whom a spokeswoman speaks: the official of the sentence before",
        "“It is late,” said Mara Dunn, an attorney with Port Legal Aid.\n\nThe mayor, Phil Trask, hasn't said how "
        "he'd vote. A spokeswoman says he is “listening to all sides.”",
        direct("It is late", speaker="Mara Dunn", affiliations=("Port Legal Aid",)),
        mixed("he is “listening to all sides.”", speaker="A spokeswoman", affiliations=("Phil Trask",)),
    ),
    case(
        "through a spokesman",
        "The Harbour Institute is closed. Through a spokesman, Alan Whit said Friday that he was “sad.”",
        mixed("that he was “sad.”", speaker="Alan Whit", role=None, affiliations=()),
    ),
    case(
        "one of several",
        "“They knew,” said Ann Moy, one of the attorneys for the plaintiffs.",
        direct("They knew", speaker="Ann Moy", role="attorney for the plaintiffs", affiliations=()),
    ),
    case(
        "an owner before the name",
        "Owner Priya Raman said the inn “was an island.”",
        mixed("the inn “was an island.”", speaker="Priya Raman", role="Owner"),
    ),
    case(
        "two abbreviated titles",
        "“This is a mess,” said Lt. Gov. Ruth Dell.",
        direct("This is a mess", speaker="Ruth Dell", role="lieutenant governor"),
    ),
    case(
        "the street of a cafe",
        "“We lost it all,” said Joan Pell, owner of the Blue Heron Cafe on Main Street.",
        direct("We lost it all", speaker="Joan Pell", role="owner", affiliations=("Blue Heron Cafe",)),
    ),
    case(
        "a company by what its owner is called",
        "Larkspur's owner, Meridian Peak Homes, which is based in Ohio, made nobody available. In a statement, the "
        "company said that rents “reflect the market.”",
        mixed("that rents “reflect the market.”", speaker="Meridian Peak Homes"),
    ),
    case(
        "a group by what stands behind its name",
        "Congress is late, said the Birch Committee, a bipartisan group that likes order.\n\n“Congress knows,” said "
        "Mara Leven, the group's vice president.",
        indirect("Congress is late", speaker="Birch Committee"),
        direct("Congress knows", speaker="Mara Leven", affiliations=("Birch Committee",)),
    ),
    case(
        "a mother whose daughter was introduced by hers",
        "“It's us,” said Yesenia Robledo. Robledo's daughter, Itzel, was crying. “I read here,” said her mother.",
        direct("It's us", speaker="Yesenia Robledo"),
        direct("I read here", speaker="Yesenia Robledo"),
    ),
    case(
        "the name that somebody gives",
        "One grandmother, who would give her name only as Dolores, said she had walked there.",
        indirect("she had walked there", speaker="Dolores", role="grandmother"),
    ),
    case(
        "the first name that somebody asks to be called by",
        "A man who asked to be identified only by his first name, Marcus, said the police “came late.”",
        mixed("the police “came late.”", speaker="Marcus"),
    ),
    case(
        "one just introduced before one who spoke",
        "“We're back next fall,” said Marianne Kopp. Her sister, Elaine Drury, nodded. “If we can,” she said.",
        direct("We're back next fall", speaker="Marianne Kopp"),
        direct("If we can", speaker="Elaine Drury"),
    ),
    case(
        "an owner whom the parser takes for the whole",
        "A spokesperson for the Safety Administration declined to comment. In a letter obtained by the Courier, the "
        "agency's then-regional administrator, Paul Demetriou, warned that “controls are inadequate.”",
        mixed("that “controls are inadequate.”", speaker="Paul Demetriou", affiliations=("Safety Administration",)),
    ),
    case(
        "whose president",
        "Logistics Workers United, whose president, Ramona Ibarra, flew in, is on strike. “Fans,” said Ibarra.",
        direct("Fans", speaker="Ramona Ibarra", role="president", affiliations=("Logistics Workers United",)),
    ),
    case(
        "what somebody had been",
        "Castell, 29, had been a biologist at Granite Lakes National Park for a year. “I read it,” Erin Castell said.",
        direct("I read it", speaker="Erin Castell", role="biologist", affiliations=("Granite Lakes National Park",)),
    ),
    case(
        "a second verb behind an adverb",
        "“You can't,” said Jon Abara, who served as director of the agency and now chairs the board of Basin Watch.",
        direct("You can't", speaker="Jon Abara", affiliations=("Basin Watch",)),
    ),
    case(
        "any post tells more than what somebody teaches",
        "“It is sad,” said Dr. Anil Desh, a former medical officer who left and now teaches law at Harlow University.",
        direct("It is sad", speaker="Anil Desh", role="former medical officer", affiliations=("Harlow University",)),
    ),
    case(
        "a deputy press secretary",
        "White House deputy press secretary Amber Coyle called him “an activist.”",
        mixed("him “an activist.”", speaker="Amber Coyle", affiliations=("White House",)),
    ),
    case(
        "an agent in charge",
        "“We know,” FBI Special Agent in Charge Mara Oyelo said.",
        direct("We know", speaker="Mara Oyelo", affiliations=("FBI",)),
    ),
    case(
        "a title with of, all in capitals",
        "Board of Supervisors Chair Ana Petrov said the budget was “cruel.”",
        mixed("the budget was “cruel.”", speaker="Ana Petrov", affiliations=("Board of Supervisors",)),
    ),
    case(
        "a title shared by members of two parties",
        "Sens. Ana Petrov, D-Dell, and Joe Marsh, R-Rowe, sponsored the bill. “It's simple,” Marsh said.",
        direct("It's simple", speaker="Joe Marsh", role="senator", affiliations=("R-Rowe",)),
    ),
    case(
        "under whom somebody served",
        "Joe Marsh, who was labor secretary under President Ana Petrov, said it was “cruel.”",
        mixed("it was “cruel.”", speaker="Joe Marsh", role="labor secretary", affiliations=()),
    ),
    case(
        "a body before a post before a name, taken for the head",
        "“It is old,” said University of Dell at Rowe professor Joe Marsh.",
        direct("It is old", speaker="Joe Marsh", affiliations=("University of Dell at Rowe",)),
    ),
    case(
        "the first woman in a post",
        "Linda Harcastle, who became Eastmoor University's first female president in 2018, said it was “over.”",
        mixed("it was “over.”", speaker="Linda Harcastle", affiliations=("Eastmoor University",)),
    ),
    case(
        "a post at a body tells more than where somebody is from",
        "The Eastmoor Beacon's editor in chief, Hallie Brooks, a senior from Fairtown, said it had “400 pages.”",
        mixed("it had “400 pages.”", speaker="Hallie Brooks", role="editor in chief"),
    ),
    case(
        "what somebody oversees, and for whom",
        "The Council of University Professors asked.\n\n“It's a trail,” said Ellen Voss, who oversees work for the "
        "council.",
        direct("It's a trail", speaker="Ellen Voss", affiliations=("Council of University Professors",)),
    ),
    case(
        "a student body is no body in view",
        "The party stood at Mabry Library. “She answered,” said Priya Das, a junior and the student body president.",
        direct("She answered", speaker="Priya Das", affiliations=()),
    ),
    case(
        "a general manager",
        "“We missed things,” Metro General Manager Celeste Arroyo said.",
        direct("We missed things", speaker="Celeste Arroyo", affiliations=("Metro",)),
    ),
    case(
        "a professor of a university called by its town, and an expert besides",
        "Professor Alan Greer of San Anselm State, an expert on rail, said delays were “typical.”",
        mixed("delays were “typical.”", speaker="Alan Greer", role="professor", affiliations=("San Anselm State",)),
    ),
    case(
        "an engineer by training",
        "The provost, Amit Khurana, an engineer by training, said he would “listen.”",
        mixed("he would “listen.”", speaker="Amit Khurana", role="provost"),
    ),
    case(
        "a retired anything",
        "Retired letter carrier Joe Soko said that supper was “early.”",
        mixed("that supper was “early.”", speaker="Joe Soko", role="Retired letter carrier"),
    ),
    case(
        "the hour before a post",
        "By 2:15 owner Andrea Kopp is mopping. “I can't,” said Kopp.",
        direct("I can't", speaker="Andrea Kopp", role="owner"),
    ),
    case(
        "the executive of a chain of grills",
        "Brickhouse Grill now closes at 8 p.m. “Our guests told us,” chief operating officer Dale Winfrey said.",
        direct("Our guests told us", speaker="Dale Winfrey", affiliations=("Brickhouse Grill",)),
    ),
    case(
        "a body's own counsel",
        "The Medical Bureau lost it. In a letter, the bureau's chief counsel, Irene Sato, wrote that it was “gone.”",
        mixed("that it was “gone.”", speaker="Irene Sato", role="chief counsel", affiliations=("Medical Bureau",)),
    ),
    case(
        "guards are people",
        "Two security guards said that the lot was “never lit.”",
        mixed("that the lot was “never lit.”", speaker="Two security guards", speaker_kind="group"),
    ),
    case(
        "a body founded by somebody, which the tagger takes for a verb of its own",
        "The contract, worth $11 million, went to Brightline Civic Solutions, a software consultancy founded a year "
        "earlier by Kirsten Boyle. “I am proud,” Boyle said.",
        direct("I am proud", speaker="Kirsten Boyle", affiliations=("Brightline Civic Solutions",)),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_people_are_read_by_what_they_do_and_bodies_by_their_people(text: str, expected: list[Expected]) -> None:
    check(text, expected)
