"""The parties write no acts of their own: the act that remembers a person writes the ledger."""
