"""Pages by audience: citizen, counter, desk, oversight, site. Templates and wording stand here for all of them."""
