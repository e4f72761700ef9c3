"""The claim page: words in context, both verdicts with what they rest on, history; dismissing and restoring."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.models import Claim
from audit.permissions import Act, can
from audit.reports.affiliations import known_on_the_day
from audit.reports.claims import QuestionReport, question_reports
from audit.reports.findings import findings_of_claim, words_changed
from audit.reports.history import history_of
from audit.reports.lines import line_of
from audit.reports.verdicts import Card, is_on_its_page, number_of, weighed_cards
from audit.segments import in_blocks
from audit.services.errors import Refused
from audit.services.triage import dismiss_claim, restore_claim
from audit.verdicts import with_verdicts
from audit.views.access import actor_of, needs
from audit.views.desk_forms import FindingForm, PublishForm, WithdrawForm
from audit.views.marked_text import Paragraph, paragraph
from audit.views.unsent import unsent_about

AROUND = 2  # paragraphs of context on either side


@require_safe
def claim(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One claim with everything that this person may see of it."""
    whole = Claim.objects.select_related(
        "revision__article__outlet",
        "revision__article__current_revision",
        "revision__body",
        "source__speaker__merged_into",
    )
    found = get_object_or_404(with_verdicts(whole, request.user), pk=pk)
    article = found.revision.article
    card = weighed_cards([found], request.user, article=article, numbers=[number_of(found)])[0]
    reports = question_reports(card, request.user)
    is_shown = is_on_its_page(found)
    context = {
        "card": card,
        "claim": found,
        "source": found.source,
        "known": known_on_the_day([found], request.user).get(found.pk, ()),
        "article": article,
        "here": article.get_absolute_url(),
        "is_current": article.current_revision_id == found.revision_id,
        "is_shown": is_shown,
        "unsent": () if is_shown else unsent_about(found, request.user),
        "paragraphs": _context(card),
        "questions": [(report, _publish_form(report)) for report in reports],
        "withdraw": WithdrawForm(initial={"submission": uuid.uuid4()}),
        "history": history_of(found, request.user),
        "findings": [(finding, words_changed(finding)) for finding in findings_of_claim(found, request.user)],
        "finding_form": FindingForm(initial={"claim": found.pk}) if can(request.user, Act.REVIEW) else None,
    }
    return render(request, "audit/claim.html", context)


def _context(card: Card) -> tuple[Paragraph, ...]:
    """The paragraphs in which the claim stands and those around them that are read."""
    revision = card.claim.revision
    body = getattr(revision, "body", None)
    if body is None:
        return ()
    blocks = in_blocks(body.text, revision.blocks, [card.claim.content])
    own = [number for number, block in enumerate(blocks) if any(piece.claims for piece in block.pieces)]
    if not own:
        return ()
    first, line = max(0, own[0] - AROUND), line_of(card)
    near = blocks[first : own[-1] + AROUND + 1]
    return tuple(paragraph(number, block, [line], line.pk) for number, block in enumerate(near, first + 1))


def _publish_form(report: QuestionReport) -> PublishForm | None:
    return PublishForm(allowed=report.next_states, auto_id=f"{report.target.pk}-%s") if report.next_states else None


@require_POST
@needs(Act.EDIT_CLAIM)
def claim_dismiss(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say that these words are no claim."""
    found = get_object_or_404(Claim, pk=pk)
    try:
        dismiss_claim(claim=found, actor=actor_of(request), reason=request.POST.get("reason", "")[:2000])
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Dismissed. The claim stays in the history and can be restored.")
    return redirect(found)


@require_POST
@needs(Act.EDIT_CLAIM)
def claim_restore(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a dismissal back."""
    found = get_object_or_404(Claim, pk=pk)
    try:
        restore_claim(claim=found, actor=actor_of(request))
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Restored: the claim can be reviewed again.")
    return redirect(found)
