"""Checking whether and how a capability can be had."""
