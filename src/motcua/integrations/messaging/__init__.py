"""Ways by which messages reach people: a mail server, and folders of this machine where no server or gateway is set."""
