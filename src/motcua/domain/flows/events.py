"""What happened to flows, as the ledger names it: nothing. They are the ledger, added up."""
