"""What is sealed to whom: sections, grants, identities. The one door to age.

``age.py`` alone knows the library. Nothing here knows what a section holds, and
nothing here decides who may read it: whoever has the key opens it.
"""
