"""Heads of the chain, signed: a small file that is kept elsewhere and shows later that the history is still the one
it was. The key is Ed25519, in the file that HISTORY_KEY_FILE names, made at the first use and closed to others.

The signature tells where a head comes from. That the history was not written anew is shown by the head itself, which
whoever holds the key cannot take back from the people it was given to.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.conf import settings
from django.utils import timezone

from audit.ledger.canonical import canonical, plain
from audit.ledger.services import head, seal

FORMAT = "source-audit head 1"


class BadHead(ValueError):
    """What was given is no head, or not one that this key signed."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last number of the chain, its digest, and when its event happened (None for an empty history)."""

    number: int
    digest: str
    time: datetime | None

    def __str__(self) -> str:
        return f"{self.number} of {self.time:%-d %B %Y, %H:%M:%S} UTC" if self.time else f"{self.number}"


def current_head() -> Head:
    """The head after everything that is settled has been sealed."""
    seal()
    return Head(*head())


def public_key() -> str:
    """The key by which heads of this installation are checked, in hex."""
    return _key().public_key().public_bytes_raw().hex()


def signed_head() -> dict[str, Any]:
    """The current head with its signature, as plain JSON values."""
    found = current_head()
    key = _key()
    said: dict[str, Any] = plain(
        {
            "format": FORMAT,
            "number": found.number,
            "digest": found.digest,
            "time": found.time,
            "signed_at": timezone.now(),
            "public_key": key.public_key().public_bytes_raw().hex(),
        }
    )
    return {**said, "signature": key.sign(canonical(said)).hex()}


def read_head(document: Mapping[str, Any], trusted: str) -> Head:
    """The head in a signed document; BadHead unless the key `trusted` (hex) signed just these values."""
    said = {name: value for name, value in document.items() if name != "signature"}
    try:
        if said["format"] != FORMAT:
            raise BadHead("This is not a head of a history that this version can read.")
        found = Head(said["number"], said["digest"], datetime.fromisoformat(said["time"]) if said["time"] else None)
        signature, key = bytes.fromhex(document["signature"]), bytes.fromhex(trusted)
    except (KeyError, TypeError, ValueError) as error:
        raise BadHead(str(error) if isinstance(error, BadHead) else "This is not a signed head.") from error
    if said["public_key"] != trusted:
        raise BadHead(f"This head was signed by another key: {said['public_key']}.")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, canonical(said))
    except (InvalidSignature, ValueError) as error:
        raise BadHead("The signature does not fit: the head was changed after it was signed.") from error
    return found


def _key() -> Ed25519PrivateKey:
    path = Path(settings.HISTORY_KEY_FILE)
    if not path.exists():
        _make_key(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise BadHead(f"{path} holds no Ed25519 key.")
    return key


def _make_key(path: Path) -> None:
    """Whole or not at all: of several processes that need a key at once, one makes it and the others read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        private = Ed25519PrivateKey.generate()
        file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()
