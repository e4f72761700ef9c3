"""A desk at work: `python -m tests.site.filled` adds audits, verdicts, evidence and all else to a site with the demo.

Prints as JSON the address of one of each kind of page, for walks through the site and for the README's pictures.
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "audit.config.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from audit.ledger.services import actor_for  # noqa: E402
from tests import factories  # noqa: E402
from tests.site.filled import audits, surroundings, verdicts  # noqa: E402
from tests.site.filled.desk import Desk  # noqa: E402

STEPS = (verdicts.judge, verdicts.weigh, verdicts.judge_twice, audits.add_audits, audits.revise)
STEPS += (surroundings.add_feeds, surroundings.add_import, surroundings.add_codebook, surroundings.add_people)


def main() -> None:
    """Fill the site; once is enough."""
    call_command("extract", all=True, stdout=sys.stderr)
    reviewer, editor = (actor_for(User.objects.get(username=f"demo-{role}")) for role in ("reviewer", "editor"))
    desk = Desk(reviewer, editor, factories.actor("ida-vestergaard"), factories.actor("tobias-lund"))
    with transaction.atomic():  # all of it or nothing, and quicker
        for step in STEPS:
            step(desk)
    sys.stdout.write(json.dumps(desk.pages))


if __name__ == "__main__":
    main()
