"""Whose words they are where the sentence is long, the marks are sloppy or only the layout tells."""

from __future__ import annotations

import pytest

from tests.extraction.tables import Expected, case, check, direct, indirect, mixed, nothing

SPEAKERS = [
    case(
        "added by the outer speaker",
        "Ada Roe said Tom Finn had lied, adding, “He must go.”",
        indirect("Tom Finn had lied", speaker="Ada Roe"),
        direct("He must go.", speaker="Ada Roe"),
    ),
    case(
        "joined to the outer verb",
        "Ada Roe said the move was made by Tom Finn and said, “Whom do you trust?”",
        indirect("the move was made by Tom Finn", speaker="Ada Roe"),
        direct("Whom do you trust?", speaker="Ada Roe"),
    ),
    case(
        "a statement in front",
        "In a statement to the Gazette, her adviser, Jan Tarn, said: “The pier is safe.”",
        direct("The pier is safe.", speaker_mention="her adviser"),
    ),
    case("an age", "“It is a huge relief,” the 34-year-old said.", direct("It is a huge relief", cue=("said",))),
    case(
        "two verbs behind",
        "“Go back to the pier,” Tom Finn barked and a guard took him out.",
        direct("Go back to the pier", speaker="Tom Finn"),
    ),
    case(
        "announced, and another attribution behind",
        "Ada Roe wrote back, “Why now?” Tom Finn then replied, “Why not?”",
        direct("Why now?", speaker="Ada Roe"),
        direct("Why not?", speaker="Tom Finn"),
    ),
    case("quick to say", "Tom Finn was quick to add that the pier was safe.", indirect("that the pier was safe")),
    case("asked by others", "Asked about the pier, Tom Finn said it was safe.", indirect("it was safe")),
    case(
        "in the words of",
        "The pier is finished, in the words of Tom Finn.",
        indirect("The pier is finished", speaker="Tom Finn"),
    ),
    case("in his view", "The pier is “finished,” in Tom Finn's view.", mixed("The pier is “finished,”")),
    case(
        "label with a party", "Rep. Tom Finn (R-Ky.):“The pier is safe for all.”", direct("The pier is safe for all.")
    ),
    case(
        "label with a state",
        "Tom Finn (R-Ohio): “The pier is safe for all.”",
        direct("The pier is safe for all.", speaker="Tom Finn"),
    ),
    case(
        "a second cue right behind",
        "Ada Roe said, “The pier is safe for all,” adding, “We shall walk on it.”",
        direct("The pier is safe for all", speaker="Ada Roe", cue=("said",)),
        direct("We shall walk on it.", speaker="Ada Roe", cue=("adding",)),
    ),
    case(
        "asked by nobody named",
        "Ada Roe was asked, “Is the pier safe for all?” She answered, “I have no idea.”",
        direct("Is the pier safe for all?", speaker=None, rule="quote.asked"),
        direct("I have no idea.", speaker="Ada Roe"),
    ),
    case(
        "who asks does not answer",
        "Tom Finn asked Ben Roe, “Is the pier safe?” “I have no idea,” he answered.",
        direct("Is the pier safe?", speaker="Tom Finn"),
        direct("I have no idea", speaker="Ben Roe"),
    ),
    case(
        "a verb of another clause behind",
        "“The pier is safe,” said Ada Roe, chair of the board. “Tom Finn has to show it,” which Roe thinks he will.",
        direct("The pier is safe", "Tom Finn has to show it", speaker="Ada Roe"),
    ),
    case(
        "two quotations and one cue",
        "Ada Roe told the crowd, “I walk here every day,” and, “Who else does?”",
        direct("I walk here every day", "Who else does?", speaker="Ada Roe"),
    ),
    case(
        "a name like a modal verb",
        "“The pier is safe for all,” Will wrote.",
        direct("The pier is safe for all", speaker="Will"),
    ),
    case(
        "the two",
        "“The pier is safe for all,” the two write.",
        direct("The pier is safe for all", speaker_mention="the two"),
    ),
    case(
        "somebody's rule", "Ada Roe's rule: “Look before you step.”", direct("Look before you step.", speaker="Ada Roe")
    ),
    case("a verdict", "Ada Roe saw it. Her verdict? “It was a mess.”", direct("It was a mess.", speaker="Ada Roe")),
    case(
        "a note makes clear",
        "A footnote in the report makes that clear: “The pier was never safe.”",
        direct("The pier was never safe.", speaker_mention="A footnote in the report"),
    ),
]

BORDERS = [
    case(
        "a long subject with a relative clause",
        "Mr Roe says the break-up of the Tarn Sheet, which holds most of the ice there, is not related to the heat.",
        indirect("the break-up of the Tarn Sheet, which holds most of the ice there, is not related to the heat"),
    ),
    case(
        "a subject with a participle",
        "Ada Roe says no one was put at risk, because other staff not involved in the use of gas were able to help.",
        indirect("no one was put at risk, because other staff not involved in the use of gas were able to help"),
    ),
    case(
        "but there is",
        "Ada Roe says the change may allow her to rest, but there is no room for doubt.",
        indirect("the change may allow her to rest, but there is no room for doubt"),
    ),
    case(
        "called for two things",
        "The Tarn Plan calls for an end to all strikes and the building of two piers.",
        indirect("an end to all strikes and the building of two piers"),
    ),
    case(
        "a list of things",
        "Police said the man was armed with a knife, a gun and an axe.",
        indirect("the man was armed with a knife, a gun and an axe"),
    ),
    case(
        "a list of names",
        "Ada Roe said the dead were Ann Poole, 43, Tom Finn, 41, and a child.",
        indirect("the dead were Ann Poole, 43, Tom Finn, 41, and a child"),
    ),
    case(
        "a list of deeds",
        "Ada Roe said money is needed to build a pier, teach the public and learn more about tides.",
        indirect("money is needed to build a pier, teach the public and learn more about tides"),
    ),
    case(
        "a list of clauses",
        "Ada Roe said the suspect fled, the car crashed and two people were hurt.",
        indirect("the suspect fled, the car crashed and two people were hurt"),
    ),
    case(
        "an apposition of two nouns is no list",
        "Ada Roe said she met Ann Poole, a farmer and activist.",
        indirect("she met Ann Poole"),
    ),
    case(
        "called so in an interview",
        "Ada Roe described the pier in an interview as “a wreck on legs.”",
        mixed("the pier", "as “a wreck on legs.”", speaker="Ada Roe"),
    ),
    case(
        "a semicolon",
        "The paper speculates about a flood; Ada Roe warned that the road would go under.",
        indirect("that the road would go under", speaker="Ada Roe"),
    ),
    case(
        "what is kept back",
        "Tom Finn insisted he had seen the crack but would not share the photograph.",
        indirect("he had seen the crack", speaker="Tom Finn"),
    ),
    case(
        "the sources of a report",
        "In March, the Courier reported, citing two people, that the mill would close.",
        indirect("that the mill would close", speaker_mention="the Courier"),
    ),
    case(
        "a tail of the article's own",
        "Ada Roe told the meeting that ‘no post is bigger than the drains’, an apparent reference to the repair bill.",
        mixed("that ‘no post is bigger than the drains’", speaker="Ada Roe"),
    ),
    case(
        "a participle that says more",
        "Ada Roe insisted that the pier was “safe,” claiming that she had checked it.",
        mixed("that the pier was “safe,”", speaker="Ada Roe"),
        indirect("that she had checked it", speaker="Ada Roe"),
    ),
    case(
        "as she put it",
        "Ada Roe pledged to “make the pier pay,” as she put it on Monday.",
        mixed("to “make the pier pay,”", speaker="Ada Roe"),
    ),
    case(
        "the occasion is no content",
        "When asked about the pier, Tom Finn said, “We have a week to go” until it opens.",
        mixed("“We have a week to go” until it opens", speaker="Tom Finn"),
    ),
    case(
        "told somebody without that",
        "Roe, a nurse, told Radio Tern it was “the worst night of my life” in Fairtown.",
        mixed("it was “the worst night of my life” in Fairtown", told_to="Radio Tern"),
    ),
    case(
        "sentence that ends in a quotation",
        "The plan is dead because “nobody in this town ever wanted it,” Ada Roe said.",
        mixed("The plan is dead because “nobody in this town ever wanted it,”", speaker="Ada Roe"),
    ),
    case(
        "lower case, over two sentences",
        "Tom Finn thinks the board “needs more people. And it needs them soon.”",
        mixed("the board “needs more people. And it needs them soon.”", speaker="Tom Finn"),
    ),
    case(
        "goes on without a verb of saying",
        "“She is still a friend,” Tom Finn said. That makes her “by definition a good person.”",
        mixed("She is still a friend", "That makes her “by definition a good person.”", speaker="Tom Finn"),
    ),
    case(
        "two shouts",
        "The crowd chanted, “Send them home,” and “Build the wall.”",
        direct("Send them home", "Build the wall."),
    ),
    case("a sign", "She held up a sign that read “Save us” all night.", direct("Save us", cue=("read",))),
    case("gerund", "Tom Finn reported spending a million on the pier.", indirect("spending a million on the pier")),
    case("call for", "Nobody heard his call for calm.", indirect("calm", speaker_mention="his")),
    case(
        "noun, then a day, then that",
        "Few believed her claim on Monday that the pier was safe.",
        indirect("that the pier was safe", speaker_mention="her"),
    ),
    case(
        "participle behind the source",
        "According to a report, published in May, the dam could fail.",
        indirect("the dam could fail", speaker_kind="document"),
    ),
    case(
        "a clause before the quotation",
        "Ana Ruiz told the hall that after forty years of waiting, “It is time.”",
        mixed("that after forty years of waiting", "It is time.", speaker_mention="Ana Ruiz"),
    ),
    case(
        "who stands between verb and content",
        "At a meeting, Roe accused Finn, the senator from Tern and winner of the vote, of being “far too slow” on it.",
        mixed(
            "Finn, the senator from Tern and winner of the vote, of being “far too slow” on it", speaker_mention="Roe"
        ),
    ),
    case(
        "what the article calls it",
        "Ana Ruiz said that some would pay “slightly more” in taxes, an admission that her rivals trumpeted on Monday.",
        mixed("that some would pay “slightly more” in taxes"),
    ),
    case(
        "where it is said, at length",
        "Tom Finn, the former mayor, said in one of a series of Twitter messages that the lorry was carrying sand.",
        indirect("that the lorry was carrying sand", speaker_mention="Tom Finn"),
    ),
    case(
        "an object and no clause",
        "In her speech Ana Ruiz denounced the “merchants of gloom,” and he left the hall.",
        mixed("the “merchants of gloom,”", speaker_mention="Ana Ruiz"),
    ),
    case(
        "another one who says",
        "Voters said the bridge was safe, and more than half of the engineers said it would last.",
        indirect("the bridge was safe", speaker_mention="Voters"),
        indirect("it would last", speaker_mention="more than half of the engineers"),
    ),
    case(
        "as reported by",
        "As first reported by the Gazette, the mill lost two contracts in May.",
        indirect("the mill lost two contracts in May", speaker_mention="the Gazette"),
    ),
    case(
        "according to, told by somebody",
        "Ana Ruiz said that according to its own count, the party has won 82 seats.",
        indirect("that according to its own count, the party has won 82 seats", speaker_mention="Ana Ruiz"),
    ),
    case(
        "a number of people",
        "About four in ten say they want the next mayor to spend less.",
        indirect("they want the next mayor to spend less", speaker_mention="About four in ten"),
    ),
    case(
        "the occasion behind a quoted phrase",
        "Ana Ruiz criticised the plan as a “crazy system” during a campaign stop in Tern for her brother.",
        mixed("the plan as a “crazy system”"),
    ),
    case(
        "the day behind a quoted phrase",
        "Tom Finn blasted Ana Ruiz as a “disgrace” Wednesday on The Harbour Show.",
        mixed("Ana Ruiz as a “disgrace”"),
    ),
    case(
        "any verb with as",
        "Tom Finn has been steadily pounding the owner as a “con artist” in his speeches.",
        mixed("the owner as a “con artist” in his speeches", speaker_mention="Tom Finn"),
    ),
    case(
        "two phrases with an article between",
        "In a statement, Ana Ruiz condemned the test as “provocative and destabilising” and a “grave threat”.",
        mixed("the test as “provocative and destabilising” and a “grave threat”"),
    ),
    case(
        "the same verb twice",
        "The family has called on police to release the videos and called on people to protest peacefully.",
        indirect("police to release the videos"),
        indirect("people to protest peacefully"),
    ),
    case(
        "a name behind a description, inside the sentence",
        "The firm built the tool for engineers, a spokeswoman, Ada Roe, said on Monday, and it has used it twice.",
        indirect("The firm built the tool for engineers", "and it has used it twice", speaker_mention="a spokeswoman"),
    ),
    case(
        "a quotation with more of its sentence",
        "“If the town finds letters, it will read them” before the hearing, its lawyer, Ada Roe, wrote in a filing.",
        mixed("“If the town finds letters, it will read them” before the hearing", speaker_mention="its lawyer"),
    ),
    case(
        "what the subject of a passive is called",
        "Lena Ortiz was described by colleagues as “a rock in the storm”.",
        mixed("Lena Ortiz", "as “a rock in the storm”", speaker_mention="colleagues"),
    ),
    case(
        "a passive with its agent at the end",
        "The mayor's claim that crime had halved was dismissed as “fantasy” by the opposition.",
        mixed("The mayor's claim that crime had halved", "as “fantasy”", speaker_mention="the opposition"),
    ),
    case(
        "made clear",
        "Ada Roe made it clear in a letter to parents that the day would not count.",
        indirect("that the day would not count", speaker="Ada Roe"),
    ),
    case(
        "made clear by another",
        "The authors estimate that it will rise, and Finn made clear that the figure was low.",
        indirect("that it will rise", speaker_mention="The authors"),
        indirect("that the figure was low", speaker="Finn"),
    ),
    case(
        "while insisting",
        "Ada Roe confirmed the letter was genuine, while insisting her client “loves soap.”",
        indirect("the letter was genuine", speaker="Ada Roe"),
        mixed("her client “loves soap.”", speaker="Ada Roe"),
    ),
    case(
        "told by somebody",
        "The crowd rose and was told by the usher to “show respect”.",
        mixed("to “show respect”", speaker_mention="the usher"),
    ),
    case(
        "post with a hyphen between quotation and name",
        "That is “not wrong, not the whole story,” co-author Tom Finn said.",
        mixed("That is “not wrong, not the whole story,”", speaker="Tom Finn"),
    ),
    case(
        "another speaks of what is said",
        "“My mother died there,” a woman told him. “Do not joke with me.” Finn apologized.",
        direct("My mother died there", "Do not joke with me.", speaker_mention="a woman"),
    ),
    case(
        "post in lower case",
        "“lard built this country,” the cook wrote on X. “delete this.”",
        direct("lard built this country", "delete this.", speaker_mention="the cook"),
    ),
    case(
        "verb that looks like a noun",
        "“I counted eleven trees,” driver Gwen Tillery of Upper Dessing emails.",
        direct("I counted eleven trees", speaker="Gwen Tillery"),
    ),
    case(
        "told and passed on",
        "The law “has no teeth,” he told voters, according to a guest.",
        mixed("The law “has no teeth,”", speaker_mention="he"),
    ),
]

FINDINGS = [
    case(
        "a poll",
        "A poll by the Sarrel Institute found that most tenants would rather leave than pay more.",
        indirect("that most tenants would rather leave than pay more", cue=("found",)),
    ),
    case(
        "emails",
        "Internal emails show that managers had known since March.",
        indirect("that managers had known since March"),
    ),
    case(
        "an investigation behind what it found",
        "The hall will have to close within five years, an investigation by Shopper magazine has found.",
        indirect("The hall will have to close within five years", cue=("has found",)),
    ),
    case("inserted", "The nearest well, it finds, is dry.", indirect("The nearest well", "is dry")),
    case(
        "an estimate",
        "A council report puts the saving at two million a year.",
        indirect("the saving at two million a year"),
    ),
    case(
        "a thing found",
        "Inspectors found bacteria in a water line in August, and the company closed the plant the next day.",
        nothing(),
    ),
    case(
        "a view",
        "Finn’s view was that he had “been about forty yards away”.",
        mixed("that he had “been about forty yards away”"),
    ),
    case(
        "on a page",
        "Free Choice Sarrel posted on its page that the closure was “collective punishment.”",
        mixed("that the closure was “collective punishment.”"),
    ),
    case(
        "in the words of two commas",
        "The group documented 61 cases and was, in the words of its author, Ana Ruiz, “quite sure that we missed "
        "most of them.”",
        direct("quite sure that we missed most of them.", speaker_mention="its author, Ana Ruiz"),
    ),
    case(
        "rejected",
        "Ada Roe rejected the suggestion that the dam was unsafe.",
        indirect("the suggestion that the dam was unsafe", speaker="Ada Roe"),
    ),
    case("denied", "Tom Finn, 27, denied having taken anything.", indirect("having taken anything")),
    case(
        "blamed",
        "Dwight Roe blamed the delay on a clerical error at City Hall.",
        indirect("the delay on a clerical error at City Hall"),
    ),
]

HOLLOW = [
    case("declined to comment", "The board declined to comment on individual cases.", nothing()),
    case("would not say", "Ada Roe would not say when the road would open.", nothing()),
    case("did not mention", "Ada Roe did not mention the lost jobs.", nothing()),
    case("called for order", "The Speaker called for order.", nothing()),
    case("conceded the point", "Ada Roe conceded the point.", nothing()),
    case("disputes this", "The company disputes this.", nothing()),
    case("a rate", "Shares in the mill closed down 3 per cent and earnings per share fell.", nothing()),
    case(
        "being asked",
        "Asked about the fire, Tom Finn said the dam had held.",
        indirect("the dam had held", speaker="Tom Finn"),
    ),
    case(
        "who wants no name",
        "One resident, who asked not to be named, said the smell was unbearable.",
        indirect("the smell was unbearable", speaker_mention="One resident"),
    ),
    case("who wants no name, and why", "They asked not to be identified because they had signed contracts.", nothing()),
]

MARKS = [
    case(
        "no closing mark before the attribution",
        "“We had no help in those days, said Ada Roe, who runs the pier.",
        direct("We had no help in those days", speaker="Ada Roe"),
    ),
    case(
        "no closing mark before an inserted attribution",
        '"Without a wall, he added, "this is how the pier is going to be lost."',
        direct("Without a wall", "this is how the pier is going to be lost.", speaker_mention="he"),
    ),
    case(
        "a story told in several paragraphs",
        "“He wanted to go, he said, and he went.\n\n“So I went too,” Ada Roe said.",
        direct("He wanted to go, he said, and he went.", "So I went too", speaker="Ada Roe"),
    ),
    case(
        "closed with an opening mark",
        "Ada Roe promised an “early review“ of the pier and the mole.",
        mixed("an “early review“ of the pier and the mole"),
    ),
    case(
        "straight inside straight",
        'Tom Finn wrote, "The man who shouted "Go home!" has left the town."',
        direct('The man who shouted "Go home!" has left the town.', speaker="Tom Finn"),
    ),
    case(
        "two spaces",
        "“We tried it once,” Ada Roe said.  “It was dear.”",
        direct("We tried it once", "It was dear.", speaker="Ada Roe"),
    ),
]

LAYOUT = [
    case(
        "questions and answers",
        "Q: Why did you run?\n\nA: Because nobody else would.",
        indirect("Why did you run?", speaker_mention="Q"),
        indirect("Because nobody else would", speaker_mention="A"),
    ),
    case(
        "an interview",
        "Ada Roe: The flood did it.\n\nTom Finn: I said it was the dam.\n\nAda Roe: You never said so.",
        indirect("The flood did it", speaker="Ada Roe"),
        indirect("I said it was the dam", speaker="Tom Finn"),
        indirect("You never said so", speaker="Ada Roe"),
    ),
    case(
        "a block without marks",
        "In a post, Ada Roe wrote:\n\nThe bridge is closed. Please use Mill Road.",
        indirect("The bridge is closed. Please use Mill Road.", speaker="Ada Roe", cue=("wrote",)),
    ),
    case(
        "a pull quote",
        "“We lost the whole roof.”\n\nThe fire began at noon.\n\n“We lost the whole roof,” Tom Finn said.",
        direct("We lost the whole roof", speaker="Tom Finn"),
    ),
    case("no label", "Note: The pier is shut today.", nothing()),
    case(
        "stuck to the mark",
        "The board asked about the pier.\n\n“It is surprising to see it sold,”Roe said.“Some of it does not fit.”",
        direct("It is surprising to see it sold", "Some of it does not fit.", speaker="Roe"),
    ),
    case(
        "spaces that do not break",
        "He gave a\xa0short answer.\xa0“Dover,”\xa0he said.\u2003“It is\u2009Linz.”",
        direct("Dover", "It is\u2009Linz.", speaker_mention="he"),
    ),
    case(
        "a name before the colon, and nobody else",
        "The size of the fall does not surprise the surveyor Ada Roe: “Owners wait for spring.”",
        direct("Owners wait for spring.", speaker="Ada Roe"),
    ),
    case(
        "a label in a line of its own",
        "The pier stays shut.\n\nAda Roe:\n\n“The board has no money for it this year.”",
        direct("The board has no money for it this year.", speaker="Ada Roe", rule="carry.colon"),
    ),
    case(
        "a participle for a sentence",
        "After the talk with Finn, Ada Roe said that the sale “was not good.” Adding, “Nobody knows who pays for it.”",
        mixed("that the sale “was not good.”", speaker="Ada Roe"),
        direct("Nobody knows who pays for it.", speaker="Ada Roe"),
    ),
]

NO_CLAIMS = [
    case("told a programme", "Ada Roe told “Good Day Selby” about it on Monday.", nothing()),
    case("a name between commas", "The actor, who also stars in the thriller, “Saltmarsh,” returns in May.", nothing()),
    case("a programme", "Tom Finn spoke on “Meet the Town” for an hour.", nothing()),
    case("a podcast", "Tom Finn likes the podcast “Salt and Sand” a lot.", nothing()),
    case("a term", "The board closed the “gun show” loophole in May.", nothing()),
    case("so-called", "The so-called “smart” meters were fitted in May.", nothing()),
]


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_words_are_given_to_the_one_who_says_them(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), BORDERS)
def test_a_claim_has_the_words_that_are_said_and_no_others(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), FINDINGS)
def test_studies_and_documents_say_what_they_find(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), HOLLOW)
def test_a_claim_has_words_in_it(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_sloppy_marks_are_paired(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), LAYOUT)
def test_the_layout_attributes_where_no_word_does(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), NO_CLAIMS)
def test_programmes_and_terms_are_no_claims(text: str, expected: list[Expected]) -> None:
    check(text, expected)
