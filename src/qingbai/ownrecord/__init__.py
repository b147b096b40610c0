"""谁查过我: what a person may know of those who asked about them, joined from the rooms that answer, and the person's wish to be told when somebody does."""
