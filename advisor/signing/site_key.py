"""The key that signs what a site adds: Ed25519 (RFC 8032), through ``cryptography``.

A seal keeps others from reading; a signature says who wrote. The library is loaded where
something is signed or verified, and not before.
"""

from __future__ import annotations

import re
import secrets

#: A public key as a policy writes it.
PUBLIC_KEY = re.compile(r"[0-9a-f]{64}")
SEED_BYTES = 32
SIGNATURE_BYTES = 64


class SigningKey:
    """A private key that signs; it shows itself nowhere.

    Args:
        seed: What it is made from, ``SEED_BYTES`` long.

    Raises:
        ValueError: The seed has another length.
    """

    __slots__ = ("_seed",)

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError("a seed of another length")
        self._seed = seed

    @classmethod
    def generate(cls) -> SigningKey:
        """Return a new key."""
        return cls(secrets.token_bytes(SEED_BYTES))

    @property
    def public(self) -> str:
        """The public half, in hexadecimal digits."""
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

        key = ed25519.Ed25519PrivateKey.from_private_bytes(self._seed)
        return key.public_key().public_bytes_raw().hex()

    def sign(self, data: bytes) -> bytes:
        """Return the signature of some bytes, ``SIGNATURE_BYTES`` long."""
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

        return ed25519.Ed25519PrivateKey.from_private_bytes(self._seed).sign(data)

    def reveal(self) -> bytes:
        """Return the seed, to be sealed at once."""
        return self._seed

    def __repr__(self) -> str:
        return "SigningKey(…)"


def is_signed(data: bytes, signature: bytes, public: str) -> bool:
    """Tell whether a signature is that of some bytes, made with the private half of a key.

    Args:
        data: The bytes.
        signature: The signature, whatever it is.
        public: The public key, in hexadecimal digits.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415

    if PUBLIC_KEY.fullmatch(public) is None:
        return False
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
