"""What lies around verdicts: feeds, an import, a second codebook, speakers, owners and accounts."""

from __future__ import annotations

import copy
import json
from datetime import date

from articles.models import Revision
from articles.services import FoundFeed, refresh_feed
from articles.services.uploads import run_uploaded, upload_import
from audit.codebook import default_definitions
from audit.models import Finding
from audit.permissions import Role
from audit.services.ownership import add_organization, add_ownership, place_organization
from audit.services.rubrics import add_rubric
from audit.services.source_codes import Answer, settle_codes
from audit.services.speakers import add_speaker, link_source
from tests import factories
from tests.articles.feeds import FEED, read_here, subscribed, web
from tests.site.filled.desk import Desk, claims_of


def add_feeds(desk: Desk) -> None:
    good = subscribed("The Skerry Gazette", FoundFeed(FEED, "The Skerry Gazette: all news"))
    refresh_feed(good, fetch=web("a", "b").fetch, read=read_here)
    broken = subscribed("Kestrel Evening News", FoundFeed("https://kestrel.example/rss", "Kestrel Evening News"))
    refresh_feed(broken, fetch=web().fetch, read=read_here)
    desk.pages |= {"feed": good.get_absolute_url(), "feed that fails": broken.get_absolute_url()}


def add_import(desk: Desk) -> None:
    rows = [
        {
            "outlet": "The Skerry Gazette",
            "text": f"Ice in the harbour, day {day}\n\n“The ice is thin,” said Ole Brekke.",
            "source": f"archive/{day}",
        }
        for day in (1, 2)
    ]
    raw = "\n".join(
        [*map(json.dumps, rows), json.dumps({"source": "archive/3", "text": ""}), "no record at all"]
    ).encode()
    made = upload_import(
        name="skerry-archive.jsonl", chunks=lambda: [raw], outlet="", way=Revision.Way.FILE, actor=desk.editor
    )
    run_uploaded(made)
    desk.pages["import"] = made.get_absolute_url()


def add_codebook(desk: Desk) -> None:
    definitions = copy.deepcopy(default_definitions())
    first = definitions["corroboration"]["values"][0]
    first["needs"] = "two_origins_support"
    first["definition"] = "Independent evidence of two origins confirms every material part; none contradicts."
    add_rubric(definitions=definitions, based_on=1, note="Two origins from now on.", actor=desk.editor)


def add_people(desk: Desk) -> None:
    """Speakers known across articles, owners, codes of sources, accounts."""
    claim = claims_of("The Skerry Gazette")[0]
    sources = [each.source for each in (claim, claims_of("Northern Dispatch")[1], claims_of("Kestrel Evening News")[0])]
    for source in sources:
        assert source
        if source.kind != "unnamed":
            speaker = add_speaker(name=source.name, kind=source.kind, actor=desk.reviewer)
            link_source(source=source, speaker=speaker, actor=desk.reviewer)
            desk.pages["speaker"] = speaker.get_absolute_url()
    holding = add_organization(name="Skerry Media Holding", actor=desk.editor)
    add_ownership(
        outlet=claim.revision.article.outlet,
        organization=holding,
        actor=desk.editor,
        since=date(2015, 1, 1),
        stated_in="Company register",
    )
    board = add_organization(name="Mining Inspectorate", actor=desk.editor)
    place_organization(
        organization=board, parent=add_organization(name="Ministry of Mines", actor=desk.editor), actor=desk.editor
    )
    coded = claims_of("The Harrowmere Courier")[0].source
    assert coded
    settle_codes(
        source=coded, answers={"position": Answer("party"), "identification": Answer("named")}, actor=desk.reviewer
    )
    closed = factories.person("rune-aldous", Role.CONTRIBUTOR)
    desk.pages["account"] = f"/people/{closed.pk}/"
    assert Finding.objects.filter(state=Finding.State.PROPOSED).exists()
