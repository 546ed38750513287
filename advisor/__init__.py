"""Capability advisor: an offline catalogue of NCA specialist capabilities and how to get them."""

__version__ = "0.1.0"
