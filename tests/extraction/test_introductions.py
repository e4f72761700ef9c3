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
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_people_are_read_by_what_they_do_and_bodies_by_their_people(text: str, expected: list[Expected]) -> None:
    check(text, expected)
