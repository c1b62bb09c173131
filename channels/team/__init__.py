"""What the team alone sees of the plan, the board and the calendars, and the calendar of what is out."""
