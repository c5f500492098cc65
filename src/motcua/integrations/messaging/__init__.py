"""Ways by which messages reach people: a mail server, and a folder of this machine where none is set."""
