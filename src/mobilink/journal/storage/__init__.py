"""The journal on the databases: its tables, the replicated rows, and the guards around both."""
