"""Django's SQLite backend over SQLCipher: encrypted at rest, and a SQLite new enough for safe WAL."""
