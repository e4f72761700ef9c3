"""Who may do what: the one table that pages, admin and API ask. It knows roles and acts, and no other model."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

User = AbstractUser | AnonymousUser


class Act(StrEnum):
    """What a person can do. Reading what is published needs no role at all."""

    READ = "read what is published"
    ADD_ARTICLE = "add articles"
    FOLLOW_FEEDS = "subscribe outlets to feeds and end subscriptions"
    SEE_UNPUBLISHED = "see unpublished reviews and decisions"
    REVIEW = "review claims"
    EDIT_CLAIM = "mark, correct and dismiss claims, and say who their sources are"
    EDIT_PEOPLE = "merge and correct speakers, and say for whom they spoke and when"
    EDIT_ARTICLE = "change which article an article is, and remove its words"
    EDIT_OWNERSHIP = "correct outlets and organizations, and say who owns them and what they are part of"
    PUBLISH = "publish and withdraw decisions"
    SEE_CONFIDENTIAL = "see confidential evidence of others"
    LEAD_AUDIT = "make audits, staff and close them, and give claims to people"
    ADJUDICATE = "decide between two reviewers who disagree"
    CREATE_USER = "make, change and close accounts"
    WRITE_RUBRIC = "write versions of the codebook"
    REDACT = "remove names, reasons and words of evidence for good"
    EXPORT_HEAD = "export the signed head of the history"
    ENTER_ADMIN = "enter the admin site"


class Role(StrEnum):
    """The five groups; each may all that the one before it may."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


ADDED: dict[Role, frozenset[Act]] = {
    Role.READER: frozenset({Act.READ}),
    Role.CONTRIBUTOR: frozenset({Act.ADD_ARTICLE, Act.FOLLOW_FEEDS}),
    Role.REVIEWER: frozenset({Act.SEE_UNPUBLISHED, Act.REVIEW, Act.EDIT_CLAIM, Act.EDIT_PEOPLE, Act.ENTER_ADMIN}),
    Role.EDITOR: frozenset(
        {
            Act.EDIT_ARTICLE,
            Act.EDIT_OWNERSHIP,
            Act.PUBLISH,
            Act.SEE_CONFIDENTIAL,
            Act.LEAD_AUDIT,
            Act.ADJUDICATE,
            Act.CREATE_USER,
            Act.WRITE_RUBRIC,
            Act.REDACT,
            Act.EXPORT_HEAD,
        }
    ),
    Role.ADMIN: frozenset(),
}

# Roles that a holder of CREATE_USER may give to others.
GRANTED_BY = {
    Role.EDITOR: (Role.READER, Role.CONTRIBUTOR, Role.REVIEWER),
    Role.ADMIN: tuple(Role),
}


def acts_of(role: Role) -> frozenset[Act]:
    """All acts of a role: its own and those of every role before it."""
    order = list(Role)
    return frozenset().union(*(ADDED[earlier] for earlier in order[: order.index(role) + 1]))


def roles_of(user: User) -> frozenset[Role]:
    """The roles of a user; asked once and kept on the user object."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if getattr(user, "is_superuser", False):
        return frozenset({Role.ADMIN})
    kept: frozenset[Role] | None = getattr(user, "_roles", None)
    if kept is None:
        # A page's account comes with them; see audit.accounts.
        names = getattr(user, "group_names", None)
        if names is None:
            names = user.groups.values_list("name", flat=True)
        kept = frozenset(Role(name) for name in names if name in set(Role))
        setattr(user, "_roles", kept)  # noqa: B010  not a field: kept for this request only
    return kept


def can(user: User, act: Act) -> bool:
    """Whether this person may do this."""
    return act == Act.READ or any(act in acts_of(role) for role in roles_of(user))


def require(user: User, act: Act) -> None:
    """Raise PermissionDenied, with a sentence, unless this person may do this."""
    if not can(user, act):
        raise PermissionDenied(f"Your account may not {act}.")


def grantable_roles(user: User) -> list[Role]:
    """The roles that this person may give to a new account."""
    return sorted({role for own in roles_of(user) for role in GRANTED_BY.get(own, ())}, key=list(Role).index)


def may_manage(user: User, other: AbstractUser) -> bool:
    """Whether this person may change that account: one whose roles they may give, and never their own."""
    if not can(user, Act.CREATE_USER) or user.pk == other.pk:
        return False
    if other.is_superuser and not getattr(user, "is_superuser", False):
        return False
    names = {group.name for group in other.groups.all()}
    return {role for role in Role if role in names} <= set(grantable_roles(user))


def allowed_acts(request: HttpRequest) -> dict[str, Any]:
    """Template context: `may.REVIEW` and so on."""
    user = getattr(request, "user", AnonymousUser())
    return {"may": {act.name: can(user, act) for act in Act}}
