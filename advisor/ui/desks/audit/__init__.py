"""The audit log, for the auditor: reading it, checking it, handing it on."""
