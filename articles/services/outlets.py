"""Outlets: known by their name, made once, and corrected by people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction

from articles.ingest.clean import normalise
from articles.ingest.errors import BadOutletName
from articles.models import Outlet
from articles.services.errors import NotChanged
from audit.ledger.locks import hold
from audit.ledger.models import Actor
from audit.ledger.services import record

MAX_OUTLET_NAME = 200  # code points
MAX_DOMAINS = 50
DOMAIN = re.compile(r"(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


@transaction.atomic
def add_outlet(*, name: str, actor: Actor, country: str = "", domains: list[str] | None = None) -> Outlet:
    """The outlet of that name, made if there is none. Raises BadOutletName for none or too long a one,
    BadCharacters for one that cannot be stored."""
    name = _held_name(name)
    found = Outlet.objects.filter(name__iexact=name).first()
    if found:
        return found
    outlet = Outlet.objects.create(name=name, country=country.upper(), domains=domains or [])
    record(actor=actor, action="added", target=outlet)
    return outlet


@transaction.atomic
def correct_outlet(
    *, outlet: Outlet, actor: Actor, name: str, domains: Iterable[str], country: str, ownership: str
) -> Outlet:
    """Correct what is known of an outlet; its event holds what was there before. Domains are host names, or addresses
    that hold them; `country` is a code of two letters. Nothing to correct is no act. Raises BadOutletName for a name
    that is none, NotChanged for one that another outlet has and for domains, countries and ownerships that are none."""
    name = _held_name(name)
    outlet = Outlet.objects.select_for_update().get(pk=outlet.pk)
    if Outlet.objects.filter(name__iexact=name).exclude(pk=outlet.pk).exists():
        raise NotChanged(f"There is another outlet of the name “{name}”.")
    if ownership not in Outlet.Ownership.values:
        raise NotChanged("Say what kind of owner the outlet has, or that it is not known.")
    wanted = {"name": name, "domains": _hosts(domains), "country": _country(country), "ownership": ownership}
    changed = [column for column, value in wanted.items() if getattr(outlet, column) != value]
    before = {column: getattr(outlet, column) for column in changed}
    for column in changed:
        setattr(outlet, column, wanted[column])
    if changed:
        outlet.save(update_fields=changed)
        after = {column: wanted[column] for column in changed}
        data = {"changed": changed, "before": before, "after": after}
        record(actor=actor, action="corrected", target=outlet, data=data)
    return outlet


def _held_name(name: str) -> str:
    """The name as it is stored, held until the end of the transaction so that it is given once."""
    name = " ".join(normalise(name).split())
    if len(name) > MAX_OUTLET_NAME or not any(map(str.isalnum, name)):
        raise BadOutletName(f"An outlet needs a name of at most {MAX_OUTLET_NAME} characters.")
    hold(f"outlet {name.casefold()}")
    return name


def _hosts(domains: Iterable[str]) -> list[str]:
    """The host names, each once in their order; of a whole address its host."""
    hosts = dict.fromkeys(_host(domain) for domain in domains if domain.strip())
    if len(hosts) > MAX_DOMAINS:
        raise NotChanged(f"At most {MAX_DOMAINS} domains of an outlet are kept.")
    return list(hosts)


def _host(domain: str) -> str:
    host = re.sub(r"^https?://", "", domain.strip().lower()).split("/")[0].rstrip(".")
    if not DOMAIN.fullmatch(host):
        raise NotChanged(f"“{domain.strip()[:100]}” is no domain, such as harbourpost.example.")
    return host


def _country(country: str) -> str:
    country = country.strip().upper()
    if country and not re.fullmatch("[A-Z]{2}", country):
        raise NotChanged("A country is given by its code of two letters, such as DE.")
    return country
