"""A phone at a booth: what a tap, a start and the program cost on a slow one."""
