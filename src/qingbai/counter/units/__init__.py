"""Units at the counter (用人单位): registering them and their handlers, their lists, what waits for an answer."""
