"""The codebook: any version of it, what differs between two, and the form of the next one."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit.anchoring import Run, changed_words
from audit.codebook import Codebook, Difference, differences
from audit.models import Rubric
from audit.permissions import Act
from audit.services.errors import Refused
from audit.services.reviews import current_rubric
from audit.services.rubrics import add_rubric
from audit.views.access import actor_of, needs
from audit.views.rubric_forms import RubricForms


@require_safe
def codebook(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """A version of the codebook, by default the one that new reviews pin."""
    current = current_rubric()
    rubric = current if number is None else get_object_or_404(Rubric, number=number)
    context = {
        "rubric": rubric,
        "current": current,
        "codebook": Codebook.read(rubric.definitions),
        "versions": Rubric.objects.defer("definitions").order_by("-number"),
    }
    return render(request, "audit/codebook.html", context)


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A difference with the words that differ."""

    difference: Difference
    runs: tuple[Run, ...]


@require_safe
def codebook_compare(request: HttpRequest) -> HttpResponse:
    """What differs between two versions; by default the current one and the one before it."""
    current = current_rubric()
    new = _numbered(request.GET.get("new"), current.number)
    old = _numbered(request.GET.get("old"), max(new.number - 1, 1))
    found = differences(Codebook.read(old.definitions), Codebook.read(new.definitions))
    changed = [ChangedText(difference, changed_words(difference.before, difference.after)) for difference in found]
    return render(request, "audit/codebook_compare.html", {"old": old, "new": new, "changes": changed})


def _numbered(raw: str | None, default: int) -> Rubric:
    number = raw or str(default)
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise Http404("no such version")
    return get_object_or_404(Rubric, number=int(number))


@require_http_methods(["GET", "POST"])
@needs(Act.WRITE_RUBRIC)
def codebook_edit(request: HttpRequest) -> HttpResponse:
    """Write the next version, starting from the current one."""
    rubric = current_rubric()
    sent = request.POST if request.method == "POST" else None
    forms = RubricForms(rubric.definitions, rubric.number, sent)
    if sent is not None and forms.is_valid():
        data = forms.whole.cleaned_data
        try:
            made = add_rubric(
                definitions=forms.definitions(),
                based_on=data["based_on"],
                note=data["note"],
                actor=actor_of(request),
            )
        except Refused as error:
            forms.whole.add_error(None, str(error))
        else:
            messages.success(request, f"Version {made.number} is current. Earlier reviews keep theirs.")
            return redirect("codebook")
    context = {"forms": forms, "rubric": rubric}
    return render(request, "audit/codebook_edit.html", context, status=200 if sent is None else 422)
