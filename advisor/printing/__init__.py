"""Documents on paper: pages with their marking, as PDF or on a printer. No widgets."""

from advisor.printing.pages import Paper, lay_out
from advisor.printing.pdf import draw_on, draw_pdf, ensure_fonts, finish

__all__ = ["Paper", "draw_on", "draw_pdf", "ensure_fonts", "finish", "lay_out"]
