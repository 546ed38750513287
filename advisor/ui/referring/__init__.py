"""From the reader to their ROCC: a sealed referral, or answers that are read out."""
