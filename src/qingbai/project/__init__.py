"""Settings, URLs, workers, the embedded database and the command line: what joins the rooms into one program."""
