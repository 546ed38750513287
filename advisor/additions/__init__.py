"""What a site adds to the national catalogue: notes, corrections, words, contacts.

It is kept apart from the catalogue, signed with the site's own key, labelled at least as high as
what it stands on, and joined to it when a session opens. ``docs/formats/local-additions.md``
describes the files.
"""
