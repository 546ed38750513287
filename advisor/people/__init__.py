"""Who may see what at a site: decided by its administrators, carried out here.

``site.json`` says in the open whose site it is, ``register.age`` who the people are and what
they were granted, sealed to the administrators; ``grants/`` and ``standing/`` hold what is sealed
to each person. ``docs/formats/people.md`` describes the files.

Rules that this package keeps:
 * Somebody grants only what they hold themselves, and to nobody more than their vetting,
   compartments and days reach.
 * A deed is recorded for the auditor before it takes effect, and takes effect as a whole.
 * Whoever cannot open anything learns numbers and steps of size: which ones, the format says.
"""
