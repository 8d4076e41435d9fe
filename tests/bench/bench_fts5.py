#!/usr/bin/env python3
"""bench_fts5.py index TABLE DATABASE | query DATABASE QUERIES [REPEATS]: SQLite FTS5 on the releases of make-releases.

Words without accents (unicode61, remove_diacritics 2), no stemming, text kept for snippets; dates, countries and goals
in tables with indexes. Output of `query` as bench_query's.
"""
import os, sqlite3, sys, time

SCHEMA = """
create virtual table words using fts5(title, body, tokenize = 'unicode61 remove_diacritics 2');
create table release(id integer primary key, name text, date integer, language text);
create table country(release integer, code text);
create table goal(release integer, name text);
"""
INDEXES = """
insert into words(words) values('optimize');
create index release_date on release(date);
create index country_code on country(code, release);
create index goal_name on goal(name, release);
"""


def index(table, database):
    if os.path.exists(database):
        os.remove(database)
    connection = sqlite3.connect(database)
    connection.executescript("pragma journal_mode = off; pragma synchronous = off;" + SCHEMA)
    with open(table, encoding="utf-8") as rows, connection:
        for number, line in enumerate(rows, 1):
            name, title, date, language, countries, goals, text = line.rstrip("\n").split("\t")
            connection.execute("insert into words(rowid, title, body) values(?, ?, ?)", (number, title, text))
            connection.execute("insert into release values(?, ?, ?, ?)", (number, name, int(date.replace("-", "")), language))
            connection.executemany("insert into country values(?, ?)", [(number, code) for code in countries.split()])
            connection.executemany("insert into goal values(?, ?)", [(number, goal) for goal in goals.split()])
    connection.executescript(INDEXES)
    connection.close()


def statements(words, where):
    """The ten best, the same with snippets, and how many match."""
    if not words:
        rest = f"from release r where {where}"
        best = f"select r.id {rest} order by r.date desc limit 10"
        shown = (f"select w.title, substr(w.body, 1, 240) from words w where w.rowid in ({best})")
    else:
        rest = "from words w" + (" join release r on r.id = w.rowid" if where else "")
        rest += f" where words match :words" + (f" and {where}" if where else "")
        best = f"select w.rowid {rest} order by rank limit 10"
        shown = f"select w.title, snippet(words, 1, '[', ']', '...', 40) {rest} order by rank limit 10"
    return best, shown, f"select count(*) {rest}"


def query(database, queries, repeats):
    connection = sqlite3.connect(database)
    rows = [line.rstrip("\n").split("\t") for line in open(queries, encoding="utf-8") if not line.startswith("#")]
    for variant in ("ids", "page"):
        for row in rows:
            best, shown, count = statements(row[6], row[7])
            asked = {"words": row[6]}
            times = []
            for _ in range(repeats + 1):
                begun = time.process_time_ns()
                if variant == "ids":
                    connection.execute(best, asked).fetchall()
                else:
                    connection.execute(shown, asked).fetchall()
                    connection.execute(count, asked).fetchall()
                times.append(time.process_time_ns() - begun)
            total = connection.execute(count, asked).fetchone()[0]
            print(variant, row[0], row[1], total, *times[1:], sep="\t")


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "index":
        index(*sys.argv[2:])
    elif len(sys.argv) >= 4 and sys.argv[1] == "query":
        query(sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 20)
    else:
        sys.exit("usage: bench_fts5.py index TABLE DATABASE | query DATABASE QUERIES [REPEATS]")


main()
