"""What was done, by whom and when, so that it can be neither unwritten nor read by the next user.

Each account of a computer has a log: lines that only the site's auditor can read, chained so
that what was written before somebody took the account over cannot be changed unnoticed.
``log.py`` writes, ``reading.py`` and ``verification.py`` are the auditor's.
``docs/formats/audit-log.md`` describes the bytes.

Rules that this package keeps:
 * What cannot be recorded is not done: ``AuditLog.record`` returns or raises, and whoever
   does something that has to be recorded calls it first.
 * Open are only the number, the time and the kind of a record; the rest is sealed.
 * No record of ours is ever taken out, and none is put in the place of another.
"""
