"""How the rooms are put together: one settings file, the data folder, addresses, the server."""
