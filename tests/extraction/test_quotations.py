"""Direct quotations: their exact words, and who said them."""

from __future__ import annotations

import pytest

from audit.extraction import extract
from tests.extraction.tables import Expected, case, check, cut, direct, indirect, mixed, nothing

ATTRIBUTED = [
    case(
        "said and name behind", "“Rents fell,” said Ana Ruiz.", direct("Rents fell", speaker="Ana Ruiz", cue=("said",))
    ),
    case("name and said behind", "“Rents fell,” Ana Ruiz said.", direct("Rents fell", speaker_mention="Ana Ruiz")),
    case("straight marks", '"Rents fell," Ana Ruiz said.', direct("Rents fell", speaker="Ana Ruiz")),
    case("a zero-width space before", "\u200b“We go,” Ana Ruiz said.", direct("We go", speaker="Ana Ruiz")),
    case("a direction mark before", "\u202e“We go,” Ana Ruiz said.", direct("We go", speaker="Ana Ruiz", role=None)),
    case("a byte order mark before", "\ufeff“We go,” she added.", direct("We go", speaker_mention="she")),
    case("two apostrophes as one mark", "''Rents fell,'' Ana Ruiz said.", direct("Rents fell", speaker="Ana Ruiz")),
    case("single marks", "‘Rents fell,’ said Ana Ruiz.", direct("Rents fell", speaker="Ana Ruiz")),
    case("comma outside", "“Rents fell”, said Ana Ruiz.", direct("Rents fell", speaker="Ana Ruiz")),
    case("straight single marks", "'It isn't over,' said Ana Ruiz.", direct("It isn't over", speaker="Ana Ruiz")),
    case("question", "“Why now?” asked Ana Ruiz.", direct("Why now?", speaker="Ana Ruiz", cue=("asked",))),
    case("exclamation", "“Never again!” Ana Ruiz shouted.", direct("Never again!", speaker="Ana Ruiz")),
    case("before", "Ana Ruiz said: “Rents fell.”", direct("Rents fell.", speaker="Ana Ruiz")),
    case(
        "before with a comma",
        "Ana Ruiz replied, “Rents fell in May.”",
        direct("Rents fell in May.", speaker="Ana Ruiz"),
    ),
    case("corner brackets", "「Rents fell,」 Ana Ruiz said.", direct("Rents fell", speaker="Ana Ruiz")),
    case("one word", "“No,” said Ana Ruiz.", direct("No", speaker="Ana Ruiz")),
    case("with a title", "“Rents fell,” said Mayor Ana Ruiz.", direct("Rents fell", speaker="Ana Ruiz", role="mayor")),
    case("told somebody", "“Rents fell,” Ana Ruiz told Radio Tern.", direct("Rents fell", told_to="Radio Tern")),
    case("wrote", "“The river is rising,” Tom Finn wrote on Monday.", direct("The river is rising", cue=("wrote",))),
    case("tweeted", "“We march at noon,” Tom Finn tweeted.", direct("We march at noon", speaker="Tom Finn")),
    case(
        "verb that is no verb of saying",
        "“That was close,” Tom Finn smiled.",
        direct("That was close", speaker="Tom Finn"),
    ),
    case("document", "“Keep off the ice,” the notice reads.", direct("Keep off the ice", speaker_kind="document")),
    case(
        "organization",
        "“The line will stay shut,” the company said.",
        direct("The line will stay shut", speaker_kind="organization"),
    ),
    case("group", "“We were never asked,” residents said.", direct("We were never asked", speaker_kind="group")),
    case(
        "unnamed person",
        "“I saw the whole thing,” said a witness.",
        direct("I saw the whole thing", speaker_kind="unnamed"),
    ),
    case(
        "two who speak",
        "“We will appeal,” said Tom Finn and Ana Ruiz.",
        direct("We will appeal", speaker="Tom Finn and Ana Ruiz"),
    ),
    case(
        "taken for a noun by the tagger", "“You’re hired,” Ms Ruiz answers.", direct("You’re hired", cue=("answers",))
    ),
    case(
        "one who heard it",
        "“Go home,” Tom Finn shouted, according to the minutes.",
        direct("Go home", speaker="Tom Finn"),
    ),
    case("signature", "“Fix the road first.” — Lena Ortiz", direct("Fix the road first.", speaker="Lena Ortiz")),
    case(
        "label",
        "Lena Ortiz: “Fix the road before the bridge.”",
        direct("Fix the road before the bridge.", speaker="Lena Ortiz"),
    ),
    case(
        "inner quotation",
        "“He told me ‘never’ and left,” said Ana Ruiz.",
        direct("He told me ‘never’ and left", speaker="Ana Ruiz"),
    ),
    case(
        "aside between name and verb",
        "“We lost,” Tom Finn, who runs the mill, said.",
        direct("We lost", speaker="Tom Finn"),
    ),
    case(
        "long aside",
        "“We lost,” said Tom Finn, a farmer whose fields lie by the river.",
        direct("We lost", speaker="Tom Finn"),
    ),
    case("adverb", "“We lost,” Tom Finn later admitted.", direct("We lost", speaker="Tom Finn", cue=("admitted",))),
    case("perfect", "“We lost,” Tom Finn has said.", direct("We lost", cue=("has said",))),
    case(
        "several sentences",
        "“We lost. It is over. Go home,” Tom Finn said.",
        direct("We lost. It is over. Go home", speaker="Tom Finn"),
    ),
    case("low-high marks", "„We lost the vote“, said Tom Finn.", direct("We lost the vote", speaker="Tom Finn")),
    case("guillemets", "«We lost the vote», said Tom Finn.", direct("We lost the vote", speaker="Tom Finn")),
    case(
        "a verb taken for a noun", "“Stay off the ice,” the editorial read.", direct("Stay off the ice", cue=("read",))
    ),
    case(
        "another",
        "“Better late than never,” tweeted another.",
        direct("Better late than never", speaker_mention="another"),
    ),
    case("one and another", "“Stay here,” read one. “Go home,” read another.", direct("Stay here"), direct("Go home")),
    case(
        "an age for a name",
        "“What if cows could sing?” the 43-year-old asked in the video.",
        direct("What if cows could sing?", speaker_mention="the 43-year-old"),
    ),
    case(
        "an adverb with hyphens",
        "“We had better halls,” farmer Tom Finn, wearing two badges, said matter-of-factly as the rain came down.",
        direct("We had better halls", speaker_mention="farmer Tom Finn"),
    ),
    case(
        "the nearest verb before",
        "Ana Ruiz rowed on as her friends jeered, “Go home.”",
        direct("Go home.", speaker_mention="her friends"),
    ),
    case(
        "not those who are written to",
        "Tom Finn emailed residents saying: “The march goes on.”",
        direct("The march goes on.", speaker_mention="Tom Finn"),
    ),
    case(
        "a message to somebody",
        "The council sent a text message to residents saying: “Boil your water.”",
        direct("Boil your water.", speaker_mention="The council"),
    ),
    case(
        "as somebody put it in a note",
        "As the chief executive, Tom Finn, put it in a memo to staff on the sale, “Think of a world without queues.”",
        direct("Think of a world without queues.", speaker_mention="the chief executive"),
    ),
    case(
        "a label behind a dash",
        "The pollsters agree - Ana Ruiz: “One lesson was simple. Call early.”",
        direct("One lesson was simple. Call early.", speaker_mention="Ana Ruiz"),
    ),
]

SPLIT = [
    case(
        "by the attribution",
        "“We tried,” said Ada Roe, who runs the depot. “Nobody came.”",
        direct("We tried", "Nobody came.", speaker="Ada Roe"),
    ),
    case(
        "inside a sentence",
        "“We tried,” Ada Roe said, “but nobody came.”",
        direct("We tried", "but nobody came.", speaker="Ada Roe"),
    ),
    case(
        "single marks",
        "‘We lost,’ said Tom Finn. ‘And we know it.’",
        direct("We lost", "And we know it.", speaker="Tom Finn"),
    ),
    case(
        "question first",
        "“Why now?” Ada Roe asked. “What changed?”",
        direct("Why now?", "What changed?", speaker="Ada Roe"),
    ),
    case(
        "long second part",
        "“No,” Ada Roe said. “The depot is shut. The staff are gone.”",
        direct("No", "The depot is shut. The staff are gone."),
    ),
    case(
        "two claims, two cues",
        "“We tried,” Ada Roe said. “We failed,” she added.",
        direct("We tried", speaker="Ada Roe"),
        direct("We failed", speaker="Ada Roe", speaker_mention="she"),
    ),
    case(
        "two speakers",
        "“We tried,” Ada Roe said. “You did not,” Tom Finn replied.",
        direct("We tried", speaker="Ada Roe"),
        direct("You did not", speaker="Tom Finn"),
    ),
    case(
        "quotation behind a report",
        "Ada Roe said the depot would close. “Nobody came,” she said.",
        indirect("the depot would close", speaker="Ada Roe"),
        direct("Nobody came", speaker="Ada Roe"),
    ),
    case(
        "quotation behind its introduction",
        "Ada Roe was blunt. “Nobody came to the depot.”",
        direct("Nobody came to the depot.", speaker="Ada Roe"),
    ),
]

PARAGRAPHS = [
    case(
        "marks repeated",
        "“The dam held,” Ada Roe said. “The road did not.\n\n“We start again on Monday.”",
        direct("The dam held", "The road did not.", "We start again on Monday.", speaker="Ada Roe"),
    ),
    case(
        "attributed at the end of the second",
        "“The dam held all night long.\n\n“We start again on Monday,” Ada Roe said.",
        direct("The dam held all night long.", "We start again on Monday", speaker="Ada Roe"),
    ),
    case(
        "each part closed",
        "“The dam held all night long.”\n\n“We start again on Monday,” Ada Roe said.",
        direct("The dam held all night long.", speaker="Ada Roe"),
        direct("We start again on Monday", speaker="Ada Roe"),
    ),
    case(
        "attributed in the paragraph before",
        "Ada Roe said the dam had held.\n\n“We start again on Monday. Nobody was hurt.”",
        indirect("the dam had held"),
        direct("We start again on Monday. Nobody was hurt.", speaker="Ada Roe"),
    ),
    case(
        "introduced by a colon",
        "After the flood Ada Roe added:\n\n“We start again on Monday.”",
        direct("We start again on Monday.", speaker="Ada Roe", cue=("added",)),
    ),
    case(
        "pronoun over a paragraph",
        "Ada Roe opened the gate.\n\n“The dam held,” she said.",
        direct("The dam held", speaker="Ada Roe", speaker_mention="she"),
    ),
    case(
        "a man and a woman",
        "Ada Roe met Tom Finn at the gate.\n\n“The dam held,” he said.\n\n“Barely,” she said.",
        direct("The dam held", speaker="Tom Finn"),
        direct("Barely", speaker="Ada Roe"),
    ),
]

BRITISH = [
    case(
        "a double mark nested in one of them",
        "'He said, \"Go home.\" So I went,' said Ben Roon.\n\n'I liked the quay,' Ada Roe said. 'It was ours.'",
        direct('He said, "Go home." So I went', speaker="Ben Roon"),
        direct("I liked the quay", "It was ours.", speaker="Ada Roe"),
    ),
    case(
        "a quotation that begins with a nested one",
        "‘“Never” is a long time,’ said Ada Roe.",
        direct("“Never” is a long time", speaker="Ada Roe"),
    ),
    case(
        "several paragraphs",
        "A spokesman said: 'The dam held. The drivers' hut did not.\n\n'We start again on Monday.'",
        direct("The dam held. The drivers' hut did not.", "We start again on Monday."),
    ),
    case(
        "resumed behind what the speaker does",
        "‘It was this one,’ Tom Finn says, pulling back his lip. ‘Here. You can look.’",
        direct("It was this one", "Here. You can look.", speaker="Tom Finn"),
    ),
    case(
        "two plurals quoted",
        "Ada Roe spoke of the 'founders' and the 'finders' of the dam.",
        mixed("of the 'founders' and the 'finders' of the dam", speaker="Ada Roe"),
    ),
    case(
        "cut words and decades",
        "Ada Roe said the '90s were 'hard on 'em all'.",
        mixed("the '90s were 'hard on 'em all'", speaker="Ada Roe"),
    ),
    case(
        "single marks for terms among double ones",
        '"The dam held," Ada Roe said of the \'old wall\'. "It is over," she said.',
        direct("The dam held"),
        direct("It is over"),
    ),
]

NO_CLAIM = [
    case("cut words", "Get 'em in the '60s or the workers' hall is 'til May full of drivers' hats.", nothing()),
    case("title of a work", "He reread “The Long Summer” twice.", nothing()),
    case("dummy subject", "It goes without saying that “free” costs money.", nothing()),
    case("no quotation at all", "The dam held all night.", nothing()),
    case("nickname", "Joe “Boots” Harlan won the race.", nothing()),
    case("inches", "The door is 6'2\" high and the wall 8'4\" long.", nothing()),
    case("plural possessive", "The workers' hall and the teachers' club share a yard.", nothing()),
]


@pytest.mark.parametrize(("text", "expected"), ATTRIBUTED)
def test_a_quotation_is_given_to_its_speaker(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_a_quotation_interrupted_by_its_attribution_is_one_claim(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_a_quotation_over_paragraphs_keeps_its_speaker(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), BRITISH)
def test_single_marks_count_where_they_stand_outside(text: str, expected: list[Expected]) -> None:
    check(text, expected)


@pytest.mark.parametrize(("text", "expected"), NO_CLAIM)
def test_marks_alone_make_no_claim(text: str, expected: list[Expected]) -> None:
    check(text, expected)


def test_without_a_speaker_a_quotation_is_kept_and_nobody_named() -> None:
    check("“The dam held all night long.”", [direct("The dam held all night long.", speaker=None)])


def test_a_mixed_claim_is_not_a_direct_one() -> None:
    check("Ada Roe said the dam “held.”", [mixed("the dam “held.”", speaker="Ada Roe")])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Rents fell,” said Ana Ruiz.", "Rents fell,"),
        ("'Rents fell,' said Ana Ruiz.", "Rents fell,"),
        ("“Rents fell”, said Ana Ruiz.", "Rents fell"),
        ("Rents fell, said Ana Ruiz.", "Rents fell"),
    ],
)
def test_a_comma_belongs_to_a_quotation_if_it_stands_inside_the_mark(text: str, words: str) -> None:
    (claim,) = extract(text, [(0, len(text), "body")]).claims
    assert cut(text, claim.content) == (words,)


def test_a_headline_names_the_speaker_of_its_quotation_before_a_colon() -> None:
    text = "Mayor Roe: ‘I never asked to leave’\n\nAda Roe has not spoken since May."
    (claim,) = extract(text).claims
    assert (claim.kind, claim.speaker, cut(text, claim.content)) == ("direct", "Ada Roe", ("I never asked to leave",))


def test_question_and_answer_are_claims_of_two() -> None:
    text = "“Did you see it?” asked Tom Finn.\n\n“I saw it,” Ada Roe said.\n\n“And you signed?”\n\n“I signed.”"
    found = [(cut(text, claim.content), claim.speaker) for claim in extract(text, [(0, len(text), "body")]).claims]
    assert found[2:] == [(("And you signed?",), "Tom Finn"), (("I signed.",), "Ada Roe")]
