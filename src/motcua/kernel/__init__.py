"""Plain words that every floor shares: no Django, no clock, no database."""
