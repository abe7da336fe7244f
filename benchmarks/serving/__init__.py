"""The van's portal under load: one server process on one core, the load generator on the other."""
