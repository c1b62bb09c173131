"""The editorial side of Ligne: reads the line, the calendar and the pieces, and decides; no HTML, network or clock."""
