"""Labels and who may read them: pure values, no input or output."""

from advisor.clearance.clearance import Clearance
from advisor.clearance.label import OFFICIAL, Classification, Label, by_height, highest
from advisor.clearance.vetting import USUAL_VETTING, VettingRow

__all__ = [
    "OFFICIAL",
    "USUAL_VETTING",
    "Classification",
    "Clearance",
    "Label",
    "VettingRow",
    "by_height",
    "highest",
]
