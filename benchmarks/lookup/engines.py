"""Ways to find a name in a list: ours and its peers'. Each is given a list and returns how to ask.

An engine is imported only when it is measured, since each needs what the others do not.
"""

import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from typing import Final

Listed = Sequence[tuple[int, str]]
"""Names, each behind its place in the list."""
Ask = Callable[[str], list[int]]
"""The places of the five likeliest names, the likeliest first."""
BEST: Final = 5
_WORD: Final = re.compile(r"\w+")


def ours(listed: Listed) -> Ask:
    from mobilink.guidance.lookup import Name, Register

    register = Register(Name(at, text) for at, text in listed)
    return lambda text: [candidate.name.key for candidate in register.find(text).candidates[:BEST]]


def _rapidfuzz(listed: Listed, scorer: str) -> Ask:
    from rapidfuzz import fuzz, process, utils

    prepared = [utils.default_process(name) for _, name in listed]

    def ask(text: str) -> list[int]:
        matches = process.extract(
            utils.default_process(text), prepared, scorer=getattr(fuzz, scorer), limit=BEST
        )
        return [at for _, _, at in matches]

    return ask


def wratio(listed: Listed) -> Ask:
    return _rapidfuzz(listed, "WRatio")


def token_sort(listed: Listed) -> Ask:
    return _rapidfuzz(listed, "token_sort_ratio")


def fts5(listed: Listed) -> Ask:
    """SQLite's trigram index, asked for any of the trigrams, ranked by bm25."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
    database.executemany("INSERT INTO names (rowid, name) VALUES (?, ?)", listed)

    def ask(text: str) -> list[int]:
        plain = " ".join(_WORD.findall(text.lower()))
        grams = {plain[at : at + 3] for at in range(len(plain) - 2)}
        terms = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        if not terms:
            return []
        query = "SELECT rowid FROM names WHERE names MATCH ? ORDER BY rank LIMIT 5"
        return [at for (at,) in database.execute(query, [terms])]

    return ask


def pg_trgm(listed: Listed) -> Ask:
    """PostgreSQL's trigram index; the server is the one that this process was started under."""
    import psycopg

    server = psycopg.connect(os.environ["MOBILINK_DATABASE_URL"], autocommit=True)
    server.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    server.execute("CREATE TABLE names (at integer, name text)")
    with server.cursor().copy("COPY names FROM STDIN") as copy:
        for row in listed:
            copy.write_row(row)
    server.execute("CREATE INDEX ON names USING gin (name gin_trgm_ops)")
    server.execute("ANALYZE names")
    query = (
        "SELECT at FROM names WHERE name %% %(text)s "
        "ORDER BY similarity(name, %(text)s) DESC, at LIMIT 5"
    )
    return lambda text: [at for (at,) in server.execute(query, {"text": text}).fetchall()]


def tantivy(listed: Listed) -> Ask:
    """A full-text index asked for each word with up to two slips."""
    import tantivy as engine

    builder = engine.SchemaBuilder()
    builder.add_text_field("name")
    builder.add_integer_field("at", stored=True)
    schema = builder.build()
    index = engine.Index(schema, path=tempfile.mkdtemp())
    writer = index.writer()
    for at, name in listed:
        writer.add_document(engine.Document(name=name, at=at))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ask(text: str) -> list[int]:
        words = [
            (
                engine.Occur.Should,
                engine.Query.fuzzy_term_query(
                    schema, "name", word, distance=2 if len(word) > 5 else 1
                ),
            )
            for word in _WORD.findall(text.lower())
        ]
        if not words:
            return []
        hits = searcher.search(engine.Query.boolean_query(words), BEST).hits
        return [searcher.doc(address)["at"][0] for _, address in hits]

    return ask


ENGINES: Final[dict[str, Callable[[Listed], Ask]]] = {
    "ours": ours, "token_sort": token_sort, "wratio": wratio, "fts5": fts5,
    "pg_trgm": pg_trgm, "tantivy": tantivy,
}  # fmt: skip
