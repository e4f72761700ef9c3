"""For whom a speaker speaks: a case for each pattern of audit/extraction/affiliations/roles.py and of what follows."""

from __future__ import annotations

import pytest

from tests.extraction.tables import Expected, case, check, direct, indirect, mixed

CASES = [
    case(
        "prefix that the parser takes for the subject",
        "“We grew,” said co-founder Ida Stone.",
        direct("We grew", speaker="Ida Stone", role="co-founder"),
    ),
    case(
        "prefix behind another noun",
        "“The water is clean,” said study co-author Ann Poole, a biologist at the University of Marlow.",
        direct("The water is clean", speaker="Ann Poole", role="biologist", affiliations=("University of Marlow",)),
    ),
    case(
        "two posts of one person",
        "“We grew,” founder and chief executive Ida Stone said.",
        direct("We grew", speaker="Ida Stone", role="founder and chief executive"),
    ),
    case(
        "the first of two posts with a prefix",
        "“We grew,” said co-owner and head chef Ida Stone.",
        direct("We grew", speaker="Ida Stone", role="co-owner and head chef"),
    ),
    case(
        "spokesperson behind a body with of",
        "A Department of Public Order spokesperson said the road would stay closed.",
        indirect(
            "the road would stay closed",
            speaker="A Department of Public Order spokesperson",
            affiliations=("Department of Public Order",),
        ),
    ),
    case(
        "a senator's town at the end of a sentence",
        "“It is late,” said state Sen. Nora Pratt, D-Millbrook.",
        direct("It is late", role="state senator", affiliations=("D-Millbrook",)),
    ),
    case(
        "number of a district",
        "“It is late,” said Councilmember Jess Tran, who represents District 4.",
        direct("It is late", role="councilmember", affiliations=("District 4",)),
    ),
    case(
        "what somebody of the family does",
        "“Nobody told us,” said Linda Farrow, whose husband Mike owns the shop.",
        direct("Nobody told us", speaker="Linda Farrow", role=None),
    ),
    case(
        "body whose name ends in an adverb",
        "“We feed many,” said Rosa Lind, who runs Neighbors Together, a food pantry in Wexmoor.",
        direct("We feed many", affiliations=("Neighbors Together",)),
    ),
    case(
        "second verb of a relative clause",
        "“Nobody asked,” said Jim Tolliver, who raises cattle near Dry Fork and is president of the Basin Trust.",
        direct("Nobody asked", role="president", affiliations=("Basin Trust",)),
    ),
    case(
        "serves, behind another verb",
        "“Nobody came,” said Ada Roe, who lives by the plant and serves as a steward with the Packers Union.",
        direct("Nobody came", role="steward", affiliations=("Packers Union",)),
    ),
    case(
        "number of a local",
        "“No deal is near,” said Al Fontaine, president of Food Workers Local 88.",
        direct("No deal is near", role="president", affiliations=("Food Workers Local 88",)),
    ),
    case(
        "former post behind a present one",
        "Al Rusk, chair of security at the University of Birch and a former adviser to Tern Bank, said sales fell.",
        indirect("sales fell", role="chair of security", affiliations=("University of Birch",)),
    ),
    case(
        "what a coach was before",
        "“It is late,” said Coach Rick Dunn, who was an assistant at Lakeport State University from 2012 to 2016.",
        direct("It is late", role="coach", affiliations=()),
    ),
    case(
        "what somebody was, if nothing else is said",
        "“It is late,” said Rick Dunn, who was a manager at the Harbour Trust.",
        direct("It is late", role="manager", affiliations=("Harbour Trust",)),
    ),
    case(
        "starter before a name",
        "Starter Cole Brandvold left. “It is late,” Brandvold said.",
        direct("It is late", speaker="Cole Brandvold", role="Starter"),
    ),
    case(
        "body that begins with a given name",
        "Wendell High Principal Tom Burgeson said that sales fell.",
        indirect("that sales fell", speaker="Tom Burgeson", role="Wendell High Principal"),
    ),
    case(
        "apposition",
        "“Rents fell,” said Ana Ruiz, a city planner.",
        direct("Rents fell", role="city planner", affiliations=()),
    ),
    case(
        "at a university",
        "Nina Vale, a professor at Larch University, said the data were thin.",
        indirect("the data were thin", role="professor", affiliations=("Larch University",)),
    ),
    case(
        "spokeswoman of two bodies",
        "“Rents fell,” said Ana Ruiz, spokeswoman for the Harbour Trust (HT) and the all-women Tenants' Union (TU).",
        direct("Rents fell", role="spokeswoman", affiliations=("Harbour Trust", "Tenants' Union")),
    ),
    case(
        "body before the role",
        "Kremlin spokesman Pavel Orlov said the talks had failed.",
        indirect("the talks had failed", speaker="Pavel Orlov", role="Kremlin spokesman", affiliations=("Kremlin",)),
    ),
    case(
        "of a party",
        "“We will vote no,” said Tom Finn of the Meadow Green Party (MGP).",
        direct("We will vote no", speaker="Tom Finn", affiliations=("Meadow Green Party",)),
    ),
    case(
        "possessive",
        "“No deal is near,” the Rail Union's president, Carla Mott, told Radio Tern.",
        direct("No deal is near", speaker="Carla Mott", role="president", affiliations=("Rail Union",)),
    ),
    case(
        "US senator",
        "“I quit,” Sen. Ada Roe (D-Ohio) said.",
        direct("I quit", speaker="Ada Roe", role="senator from Ohio", affiliations=("D-Ohio",)),
    ),
    case(
        "chief executive",
        "Carla Mott, chief executive of Tern Steel, said sales fell.",
        indirect("sales fell", role="chief executive", affiliations=("Tern Steel",)),
    ),
    case(
        "who heads",
        "“Nobody came,” said Ada Roe, who heads the Harbour Trust.",
        direct("Nobody came", affiliations=("Harbour Trust",)),
    ),
    case(
        "director of a field",
        "Carla Mott, director of research at the Larch Institute, said sales fell.",
        indirect("sales fell", role="director of research", affiliations=("Larch Institute",)),
    ),
    case(
        "analyst with",
        "Carla Mott, an analyst with Birch Capital, said sales fell.",
        indirect("sales fell", role="analyst", affiliations=("Birch Capital",)),
    ),
    case(
        "copied from another paragraph",
        "Ada Roe, the mayor of Fairtown, opened the gate.\n\n“It holds,” Roe said.",
        direct("It holds", speaker="Ada Roe", role="mayor", affiliations=("Fairtown",)),
    ),
    case(
        "a body whose name has a plural owner",
        "“Rents fell,” said Ana Ruiz, spokeswoman for the all-female Mothers' Watch Battalions (MWB).",
        direct("Rents fell", role="spokeswoman", affiliations=("Mothers' Watch Battalions",)),
    ),
    case(
        "age between name and role",
        "“It holds,” said Tom Finn, 34, a nurse at Larch Hospital.",
        direct("It holds", role="nurse", affiliations=("Larch Hospital",)),
    ),
    case(
        "age and home are no body",
        "“It holds,” said Tom Finn, 34, of Pine Hollow.",
        direct("It holds", role=None, affiliations=()),
    ),
    case(
        "governor of a place, and a party behind it",
        "“It holds,” said former Gov. Tom Finn of Ohio, a Democrat who ran for the Senate.",
        direct("It holds", role="former governor", affiliations=("Democrat",)),
    ),
    case(
        "from a group",
        "Ada Roe, from the consumer group FairTix, called the fees “a rip-off.”",
        mixed("the fees “a rip-off.”", speaker="Ada Roe", affiliations=("FairTix",)),
    ),
    case(
        "its general secretary",
        "The Rail Union went on strike. Its general secretary, Carla Mott, said the talks had failed.",
        indirect("the talks had failed", role="general secretary", affiliations=("Rail Union",)),
    ),
    case(
        "the union's president",
        "The Fairtown Teachers Association voted on Monday.\n\n“No deal,” said Ada Roe, the union's president.",
        direct("No deal", role="president", affiliations=("Fairtown Teachers Association",)),
    ),
    case(
        "the post of the company whose board was named last",
        "Birch Motors said sales rose.\n\nTarn’s board meets today. The chairwoman, Ada Roe, said it was late.",
        indirect("sales rose"),
        indirect("it was late", role="chairwoman", affiliations=("Tarn",)),
    ),
    case(
        "a body in lower case",
        "The Fairtown school board met on Monday.\n\n“It holds,” said board president Ada Roe.",
        direct("It holds", role="board president", affiliations=("Fairtown school board",)),
    ),
    case(
        "a noun with a capital names no body",
        "“It holds,” said Acting Police Chief Ada Roe.",
        direct("It holds", role="Acting Police Chief", affiliations=()),
    ),
    case(
        "owner right before the name",
        "“It holds,” said the RSTCA's Nina Vale.",
        direct("It holds", speaker="Nina Vale", affiliations=("RSTCA",)),
    ),
    case(
        "party's politician",
        "Labour's Tom Finn said the delay was a scandal.",
        indirect("the delay was a scandal", affiliations=("Labour",)),
    ),
    case(
        "country of a minister",
        "The Norwegian environment minister, Lars Viken, said the delay was a scandal.",
        indirect("the delay was a scandal", role="Norwegian environment minister", affiliations=("Norwegian",)),
    ),
    case(
        "prime minister of a country",
        "Prime Minister Lars Viken of Norway said the delay was a scandal.",
        indirect("the delay was a scandal", role="Prime Minister", affiliations=("Norway",)),
    ),
    case(
        "who heads a part of a body",
        "Ada Roe, who heads a project on tides for the Federation of Concerned Scientists, said the wall was weak.",
        indirect("the wall was weak", affiliations=("Federation of Concerned Scientists",)),
    ),
    case(
        "campaign staff",
        "“It holds,” said Colin Strand, a Finn campaign spokesman.",
        direct("It holds", role="Finn campaign spokesman", affiliations=("Finn campaign",)),
    ),
    case(
        "candidate's campaign",
        "Ada Roe, vice chairwoman for Tom Finn's presidential campaign, said the wall was weak.",
        indirect("the wall was weak", role="vice chairwoman", affiliations=("Tom Finn's presidential campaign",)),
    ),
    case(
        "lawyers do not belong to their clients",
        "Ada Roe's lawyer, Tom Finn, said the wall was weak.",
        indirect("the wall was weak", speaker="Tom Finn", role="lawyer", affiliations=()),
    ),
    case(
        "relatives do not belong to each other",
        "“It holds,” said Ada Roe's mother, Yolanda Roe.",
        direct("It holds", speaker="Yolanda Roe", role="mother", affiliations=()),
    ),
    case(
        "somebody else's office before the name",
        "Mayor Tom Finn and Ada Roe met.\n\n“It holds,” Roe said.",
        direct("It holds", speaker="Ada Roe", role=None, affiliations=()),
    ),
    case(
        "former post beside a present one",
        "Ada Roe, a fellow at Larch College, said the wall was weak. Roe is a former director of the Harbour Trust.",
        indirect("the wall was weak", role="fellow", affiliations=("Larch College",)),
    ),
    case(
        "role with hyphens",
        "“It holds,” said Ada Roe, editor-in-chief at the Tern Gazette.",
        direct("It holds", role="editor-in-chief", affiliations=("Tern Gazette",)),
    ),
    case(
        "a year in the name",
        "“It holds,” said Ada Roe, president of the Fairtown 2016 Host Committee.",
        direct("It holds", role="president", affiliations=("Fairtown 2016 Host Committee",)),
    ),
    case(
        "members of a party",
        "Some Democrats said the wall was weak.",
        indirect("the wall was weak", speaker_kind="group", role=None, affiliations=("Democrats",)),
    ),
    case(
        "the words that tell why she is asked",
        "“It holds,” said Ada Roe, who heads the Harbour Trust.",
        direct("It holds", justification=("heads the Harbour Trust",)),
    ),
    case(
        "what an office is for is no body",
        "Foreign Minister Ada Roe said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe", affiliations=()),
    ),
    case(
        "general secretary of a union with a plural owner",
        "“It holds,” said Ada Roe, general secretary of the Porters' Union.",
        direct("It holds", role="general secretary", affiliations=("Porters' Union",)),
    ),
    case(
        "union without a name",
        "The porters' union met. “It holds,” said its president, Ada Roe.",
        direct("It holds", speaker="Ada Roe", role="president", affiliations=("porters' union",)),
    ),
    case(
        "command without a name",
        "“It holds,” said Ada Roe, spokeswoman for the southern military command.",
        direct("It holds", role="spokeswoman", affiliations=("southern military command",)),
    ),
    case(
        "spokesman in the paragraph of the firm",
        "Fairtown Mills Ltd closed a mill. A spokesman said the wall was weak.",
        indirect("the wall was weak", role="spokesman", affiliations=("Fairtown Mills Ltd",)),
    ),
    case(
        "nearest body before its",
        "The Rail Board met. Brokers at Birch Capital bought steel. “It holds,” said its director, Ada Roe.",
        direct("It holds", role="director", affiliations=("Birch Capital",)),
    ),
    case(
        "party of a councillor in brackets",
        "“It holds,” said Cllr Ada Roe (Green).",
        direct("It holds", role="councillor", affiliations=("Green",)),
    ),
    case(
        "second post after and",
        "“It holds,” said Ada Roe, the leader's sister and a member of the Harbour Trust.",
        direct("It holds", role="member", affiliations=("Harbour Trust",)),
    ),
    case(
        "now at another body",
        "“It holds,” said Ada Roe, the former head of the air force, now at the Larch Institute.",
        direct("It holds", affiliations=("Larch Institute",)),
    ),
    case(
        "post just given",
        "Fairtown Mills named Ada Roe president of the Harbour Trust. “It holds,” Roe said.",
        direct("It holds", role="president", affiliations=("Harbour Trust",)),
    ),
    case(
        "team before a post and a name",
        "Fairtown Harriers coach Ada Roe said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe", affiliations=("Fairtown Harriers",)),
    ),
    case(
        "hospital with a plain word in its name",
        "“It holds,” said a doctor at the Fairtown field hospital.",
        direct("It holds", role="doctor", affiliations=("Fairtown field hospital",)),
    ),
    case(
        "body with a preposition before a post",
        "A Ministry of Works spokesman said the wall was weak.",
        indirect("the wall was weak", speaker_kind="unnamed", affiliations=("Ministry of Works",)),
    ),
    case(
        "body with a preposition before a post and a name",
        "University of Larch law professor Ada Roe said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe", affiliations=("University of Larch",)),
    ),
    case(
        "the people's party",
        "The Meadow Women's Alliance met. Its leader, Ada Roe, said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe", affiliations=("Meadow Women's Alliance",)),
    ),
    case(
        "title behind the post",
        "Harbour group leader Cllr Ada Roe said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe", role="Harbour group leader"),
    ),
    case(
        "post beside a rank",
        "The Harbour Trust's chairman, Lord Varo, said the wall was weak.",
        indirect("the wall was weak", speaker="Varo", role="chairman", affiliations=("Harbour Trust",)),
    ),
    case(
        "club by its last word",
        "Fairtown Rovers won.\n\nRovers manager Tom Finn said the wall was weak.",
        indirect("the wall was weak", speaker="Tom Finn", affiliations=("Rovers",)),
    ),
    case(
        "town of a team",
        "“I ran,” said the Fairtown full-back Tom Finn.",
        direct("I ran", speaker="Tom Finn", affiliations=("Fairtown",)),
    ),
    case(
        "a fan is of no club",
        "A Rovers fan, Tom Finn, said the wall was weak.",
        indirect("the wall was weak", affiliations=()),
    ),
    case(
        "the council nobody names",
        "A council spokesman said the wall was weak.",
        indirect("the wall was weak", role="council spokesman", affiliations=("council",)),
    ),
    case(
        "post of the company in view",
        "Birch Holdings plc will close a mill. “It is time,” chief executive Ada Roe said.",
        direct("It is time", speaker="Ada Roe", role="chief executive", affiliations=("Birch Holdings plc",)),
    ),
    case(
        "speaking for a body",
        "Speaking for the Save Our Sands group, Ada Roe said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe", affiliations=("Save Our Sands group",)),
    ),
    case(
        "who studies at",
        "Ada Roe, who studies moths at Larch University, said the wall was weak.",
        indirect("the wall was weak", affiliations=("Larch University",)),
    ),
    case(
        "hyphens in the name of a hospital",
        "Ada Roe, director of Al-Noor al-Kabir hospital, said the wall was weak.",
        indirect("the wall was weak", role="director", affiliations=("Al-Noor al-Kabir hospital",)),
    ),
    case(
        "spokesman of the army",
        "Tom Finn, a spokesman for the army, said the wall was weak.",
        indirect("the wall was weak", role="spokesman", affiliations=("army",)),
    ),
    case(
        "seat of a member of parliament",
        "Ada Roe, the Green MP for Fairtown, said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe", affiliations=("Green",)),
    ),
    case(
        "party told by a description",
        "Ada Roe left early.\n\n“It holds,” the Liberal Democrat said.",
        direct("It holds", speaker="Ada Roe", affiliations=("Liberal Democrat",)),
    ),
    case(
        "title of several",
        "Commissioners Ada Roe and Tom Finn met tenants. “It holds,” Finn said.",
        direct("It holds", speaker="Tom Finn", role="commissioner"),
    ),
    case(
        "source at a ministry",
        "A Treasury source said the wall was weak.",
        indirect("the wall was weak", speaker_kind="unnamed", affiliations=("Treasury",)),
    ),
    case(
        "spokesman for somebody with a form of address",
        "Ada Roe left early. A spokesman for Ms Roe said the wall was weak.",
        indirect("the wall was weak", speaker_kind="unnamed", role="spokesman", affiliations=("Roe",)),
    ),
    case(
        "part of an actor",
        "Ada Roe, who played Nurse Finn, said the wall was weak.",
        indirect("the wall was weak", speaker="Ada Roe", role=None, affiliations=()),
    ),
    case(
        "a post of a county",
        "Emily Carter, Harris County's health director, said the pier was safe.",
        indirect("the pier was safe", affiliations=("Harris County",), role="health director"),
    ),
    case(
        "a startup with the name of a people",
        "Emily Carter, co-founder of the start-up Rentwell, said the pier was safe.",
        indirect("the pier was safe", affiliations=("Rentwell",), role="co-founder"),
    ),
    case(
        "a company and where it is",
        "Emily Carter, chief economist at Austin-based Rentwell Inc., said the pier was safe.",
        indirect("the pier was safe", affiliations=("Rentwell Inc.",)),
    ),
    case(
        "a street is no body",
        "Emily Carter, who owns the Blue Door bakery on Mill Street, said the pier was safe.",
        indirect("the pier was safe", affiliations=("Blue Door",)),
    ),
    case(
        "a pupil",
        "Emily Carter, a sophomore at Lowe Elementary School, said the pier was safe.",
        indirect("the pier was safe", affiliations=("Lowe Elementary School",), role="sophomore"),
    ),
    case(
        "occupation that no list has",
        "“It is,” said Ada Roe, a falconer at the Fairtown zoo.",
        direct("It is", role="falconer", affiliations=("Fairtown zoo",)),
    ),
    case(
        "age is no role",
        "“It is,” said Ada Roe, a 37-year-old nurse.",
        direct("It is", role="nurse", affiliations=()),
    ),
    case(
        "post before a rank",
        "A military spokesman, Maj. Tom Finn, said it was late.",
        indirect("it was late", speaker="Tom Finn", role="military spokesman"),
    ),
    case(
        "what was taught is no role",
        "Ada Roe, who taught a nation to keep bees, said it was late.",
        indirect("it was late", role=None, affiliations=()),
    ),
    case(
        "employer that the tagger takes for a place",
        "Ada Roe, who works for Oxfam, said that it was late.",
        indirect("that it was late", affiliations=("Oxfam",)),
    ),
    case(
        "whom somebody runs against",
        "Tom Finn, who is running against Ohio Republican Carl Reed, said it was late.",
        indirect("it was late", speaker="Tom Finn", affiliations=()),
    ),
    case(
        "from a town without a label",
        "“It is,” said Gwen Tillery of Upper Dessing.",
        direct("It is", speaker="Gwen Tillery", affiliations=()),
    ),
    case(
        "bureau behind a name",
        "Det Insp Moira Fenn, of Hexley CID, who led the inquiry, said it was late.",
        indirect("it was late", affiliations=("Hexley CID",)),
    ),
    case(
        "owner with two names",
        "“It was worse,” Harper & Quill's Yolanda Pruitt wrote in a note.",
        direct("It was worse", speaker="Yolanda Pruitt", affiliations=("Harper & Quill",)),
    ),
    case(
        "superintendent of the only district",
        "The Brenmouth School District will close. Superintendent Ada Roe said it was late.",
        indirect("it was late", affiliations=("Brenmouth School District",)),
    ),
    case(
        "body in the sentence of its spokeswoman",
        "Roe Foods was glad. Sales at the Pemberton grocery chain rose on Tuesday, a spokeswoman said.",
        indirect("Sales at the Pemberton grocery chain rose on Tuesday", affiliations=("Pemberton grocery chain",)),
    ),
    case(
        "company that is no union",
        "Northspan Rail Inc. cut its forecast. The Brotherhood of Rail Workers objected.\n\n"
        "A company spokeswoman said it was late.",
        indirect("it was late", affiliations=("Northspan Rail Inc.",)),
    ),
    case(
        "conjoined teacher",
        "“It is,” said Ada Roe, a teacher and Finn supporter. Mr. Finn said it was late.",
        direct("It is", role="teacher and Finn supporter"),
        indirect("it was late", role=None),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_role_and_affiliations_are_read_beside_the_name(text: str, expected: list[Expected]) -> None:
    check(text, expected)
