"""State organs and defence lawyers at the counter (办案机关、辩护律师): registering them, their requests for a case, the file of one."""
