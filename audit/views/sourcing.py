"""An article's sources: their codes, proposed and settled, and the profile that follows."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.models import ArticleSource, Claim
from audit.permissions import Act, User
from audit.reports.audits import sources_to_end
from audit.reports.sourcing import SourceLine, SourcingReport, sourcing_of
from audit.services.errors import Refused
from audit.services.source_codes import Answer, settle_codes
from audit.sourcing import CODES, Code
from audit.views.access import actor_of, needs
from audit.views.annotation import find_article


@require_safe
def article_sources(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The sources of an article's current revision."""
    article = find_article(pk, request.user)
    report = sourcing_of(article, request.user)
    context = {"article": article, "report": report, "shares": _shares(report), "definitions": CODES.values()}
    context |= {"passes": sources_to_end(article, request.user)}
    return render(request, "audit/article_sources.html", context)


def _shares(report: SourcingReport) -> list[dict[str, Any]]:
    """Each share with the numbers of its claims on the article's page."""
    return [
        {"share": share, "above": [(key, report.numbers[key]) for key in share.above], "rest": len(share.below)}
        for share in report.shares
    ]


@require_POST
@needs(Act.REVIEW)
def source_codes(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Settle codes of a source or of one claim of it: those that were chosen, or what is proposed."""
    source = get_object_or_404(ArticleSource.objects.select_related("revision__article"), pk=pk)
    back = redirect("article_sources", pk=source.revision.article_id)
    try:
        made = _settle(request, source)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Settled: {made} of “{source.name}”.")
    return back


def _settle(request: HttpRequest, source: ArticleSource) -> str:
    """Do what the form asks for, and say how many codes that were."""
    actor = actor_of(request)
    if "accept" in request.POST:
        line = _line(source, request.user)
        made = 0
        for of, answers in proposed_answers(line).items():
            made += len(settle_codes(source=source, answers=answers, actor=actor, claim=of))
        return _count(made)
    answers = {
        code.value: Answer(request.POST[code.value], request.POST.get(f"{code.value}-words", ""))
        for code in Code
        if request.POST.get(code.value)
    }
    return _count(len(settle_codes(source=source, answers=answers, actor=actor, claim=_claim(request, source))))


def _count(number: int) -> str:
    return "one code" if number == 1 else f"{number} codes"


def _claim(request: HttpRequest, source: ArticleSource) -> Claim | None:
    raw = request.POST.get("claim")
    if not raw:
        return None
    found = [claim for claim in source.claims.all() if str(claim.pk) == raw]
    if not found:
        raise Refused("This claim is of another source.")
    return found[0]


def _line(source: ArticleSource, user: User) -> SourceLine:
    for line in sourcing_of(find_article(source.revision.article_id, user), user).sources:
        if line.source.pk == source.pk:
            return line
    raise Refused("This source has no claim in the current text.")


def proposed_answers(line: SourceLine) -> dict[Claim | None, dict[str, Answer]]:
    """What the machine proposes of a source and its claims and nobody has settled; Refused when there is nothing."""
    found: dict[Claim | None, dict[str, Answer]] = {}
    for code in line.open_proposals:
        assert code.proposal is not None
        answer = Answer(code.proposal.value, code.proposal.reason.strip("“”"))
        found.setdefault(code.claim, {})[code.definition.code.value] = answer
    if not found:
        raise Refused("Nothing is proposed that is not settled.")
    return found
