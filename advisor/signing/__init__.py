"""What publishers sign, and how that is verified: keys, roots of trust, releases.

A publisher's keys sign a release by The Update Framework (TUF), whose metadata travel with the
catalogue in one file. ``docs/formats/release.md`` describes the bytes, and
``docs/decisions/0008-signed-releases.md`` why it is so.

Rules that this package keeps:
 * It is the only door to ``tuf`` and ``securesystemslib``. What loads the update client,
   ``updating.py``, is imported only where a release is handled, never to start.
 * It knows bytes and numbers, not the catalogue.
 * No text of the libraries' errors leaves it, and no path: a refusal is one of ``Refusal``.
"""
