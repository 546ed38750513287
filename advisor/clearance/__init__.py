"""Labels and who may read them: pure values, no input or output."""

from advisor.clearance.clearance import Clearance
from advisor.clearance.label import OFFICIAL, Classification, Label, by_height, highest

__all__ = ["OFFICIAL", "Classification", "Clearance", "Label", "by_height", "highest"]
