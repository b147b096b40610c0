"""A register as large as asked for, of invented persons, made by the database itself: for benchmarks alone.

Entering through the services takes a transaction and a ledger entry for each document; ten million of them would take days. Here
set-based statements write the same rows, keys for the search included, as the owner of a throw-away database may: without
indexes, foreign keys and triggers, which come back afterwards and are valid again. ``agrees`` holds a sample of what was
written against ``matching`` and the deferred trigger's question against all of it.

Everybody has an area code of 1001xx, which no place ever had. Shares of surnames follow the published ones, roughly, and given names are
skewed so that the commonest full name is borne by about three of ten thousand, as in the country; birth dates are spread evenly
over 1950 to 2004. Of twenty convictions seventeen are first ones and three of somebody on record; they stand in fifteen
judgments, of one to three defendants. One person in a hundred has no document, one is a foreigner with a passport, five in a hundred have a former name.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from psycopg import sql

CHUNK = 250_000  # convictions in one transaction
BLOCK = 20  # convictions after which the pattern of judgments and persons repeats
TEXT = 200  # characters of a judgment's text; published ones have 4,700 (the middle one), which ten million would not leave room for

SURNAMES: dict[str, int] = dict(
    zip(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷段龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常",
        [71, 70, 67, 51, 45, 31, 22, 20, 20, 19, 15, 14, 13, 12, 12, 12, 11, 11, 10, 10, 9, 8, 7, 7, 7, 6, 6, 6, 6, 6]
        + [5] * 20
        + [4] * 15
        + [3] * 20
        + [2] * 15,
        strict=True,
    )
)
"""Of a thousand and some, how many bear each of the hundred commonest surnames."""
RARE = "洪柴卓桑庞祝符霍焦喻柯窦岳耿翁鲍倪路舒殷纪童裴季簡乔湛邢骆俞邬冉盛兰阮聂牛艾池丛伍温颜欧穆乐巩简解包宁申葛涂苗管柏费蒙".replace(
    "簡", ""
)
MEN = "伟强磊军勇涛斌超明刚平辉鹏华飞波健亮俊帅杰峰浩宇龙建国志文海永新林东立晓家成光云春德金玉长天少振兴福宏世嘉"
WOMEN = "芳娜敏静丽艳娟霞燕玲婷秀英红梅慧丹莉萍颖洁雪琴晶倩璐琳兰凤菊珍云月玉淑桂春晓文佳雅欣思美惠小海建金爱素彩巧香"
LATIN_FIRST = [
    "NGUYEN",
    "TRAN",
    "KIM",
    "PARK",
    "IVANOV",
    "SMITH",
    "HASSAN",
    "OKAFOR",
    "SINGH",
    "SILVA",
    "TANAKA",
    "MULLER",
]
LATIN_LAST = [
    "VAN AN",
    "THI LAN",
    "MIN JUN",
    "SEO YEON",
    "ALEXEI",
    "JOHN PAUL",
    "OMAR",
    "CHINEDU",
    "RAVI",
    "JOAO",
    "KENJI",
]
COUNTRIES = ["VNM", "VNM", "KOR", "KOR", "RUS", "USA", "EGY", "NGA", "IND", "BRA", "JPN", "DEU"]
CHARGES = (
    ["危险驾驶罪"] * 26
    + ["盗窃罪"] * 20
    + ["帮助信息网络犯罪活动罪"] * 9
    + ["诈骗罪"] * 8
    + ["故意伤害罪"] * 8
    + ["掩饰、隐瞒犯罪所得、犯罪所得收益罪"] * 6
    + ["寻衅滋事罪"] * 6
    + ["交通肇事罪"] * 6
    + ["开设赌场罪"] * 5
    + ["走私、贩卖、运输、制造毒品罪"] * 4
    + ["抢劫罪"] * 2
)

TABLES = [
    *("subject", "judgment", "identity", "name", "identitydocument", "searchkey", "conviction", "offence", "sentence"),
    *("combinedsentence", "execution", "executionnotice", "ruling"),
]


@dataclass(frozen=True)
class Filled:
    """What stands in the register after a filling, and how long it took: rows, then indexes and keys, then statistics, in seconds."""

    convictions: int
    persons: int
    minors: int
    rows: float
    indexes: float
    statistics: float
    bytes: int

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.rows + self.indexes + self.statistics


def fill(owner: str, convictions: int, *, minors_share: float = 0.0, text: int = TEXT) -> Filled:
    """Add convictions until the register of the owner's address holds as many, rounded up to ``BLOCK``; repeat it to let one grow.

    ``minors_share``: that part of the first convictions is for an act at sixteen and within five years, and not sealed, as a
    nightly check must never find it; the others' acts all came after the eighteenth birthday. ``text``: characters of a judgment.
    """
    wanted = -(-convictions // BLOCK) * BLOCK
    with psycopg.connect(owner, autocommit=True) as connection:
        for setting in _SETTINGS:
            connection.execute(setting)
        _define(connection)
        there = _one(connection, "SELECT count(*) FROM registers_conviction")
        began = time.perf_counter()
        minors = 0
        if there < wanted:
            with _bare(connection):
                for first in range(there, wanted, CHUNK):
                    minors += _chunk(connection, first, min(first + CHUNK, wanted), minors_share, text)
                written = time.perf_counter()
        else:
            written = began
        indexed = time.perf_counter()
        for table in TABLES:
            connection.execute(sql.SQL("VACUUM (ANALYZE) {}").format(_table(table)))
        done = time.perf_counter()
        return Filled(
            convictions=_one(connection, "SELECT count(*) FROM registers_conviction"),
            persons=_one(connection, "SELECT count(*) FROM registers_subject"),
            minors=minors,
            rows=written - began,
            indexes=indexed - written,
            statistics=done - indexed,
            bytes=_one(connection, "SELECT pg_database_size(current_database())"),
        )


@contextmanager
def hurried(superuser: str) -> Iterator[None]:
    """A server that does not wait for the disk and writes fewer checkpoints, while it is filled; durable again afterwards.

    Only for a server of our own whose data may be lost.
    """
    hurry = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "4GB", "checkpoint_timeout": "30min"}
    with psycopg.connect(superuser, autocommit=True) as connection:
        for name, value in hurry.items():
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        connection.execute("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            for name in hurry:
                connection.execute(sql.SQL("ALTER SYSTEM RESET {}").format(sql.Identifier(name)))
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CHECKPOINT")


_SETTINGS: tuple[LiteralString, ...] = (
    "SET synchronous_commit = off",
    "SET work_mem = '256MB'",
    "SET maintenance_work_mem = '1GB'",
    "SET max_parallel_maintenance_workers = 0",
    "SET max_parallel_workers_per_gather = 0",
    "SET client_min_messages = warning",
)


def _table(name: str) -> sql.Identifier:
    return sql.Identifier(f"registers_{name}")


def _one(connection: psycopg.Connection, statement: LiteralString, *values: object) -> Any:
    row = connection.execute(statement, values or None).fetchone()
    assert row is not None
    return row[0]


# -- rows without what guards them


@contextmanager
def _bare(connection: psycopg.Connection) -> Iterator[None]:
    """The tables without indexes, keys and triggers; all are back and hold for every row when the block ends."""
    oids = [_one(connection, "SELECT %s::regclass::oid", f"registers_{table}") for table in TABLES]
    foreign = connection.execute(_CONSTRAINTS, {"kinds": ["f"], "oids": oids}).fetchall()
    unique = connection.execute(_CONSTRAINTS, {"kinds": ["p", "u"], "oids": oids}).fetchall()
    for table, name, _ in (*foreign, *unique):
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    indexes = connection.execute(_INDEXES, {"oids": oids}).fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for table in TABLES:
        connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(_table(table)))
        connection.execute(sql.SQL("ALTER TABLE {} SET (autovacuum_enabled = off)").format(_table(table)))
    try:
        yield
    finally:
        for _, definition in indexes:
            connection.execute(definition)
        for table, name, definition in (*unique, *foreign):
            connection.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for table in TABLES:
            connection.execute(sql.SQL("ALTER TABLE {} RESET (autovacuum_enabled)").format(_table(table)))
        _triggers(connection)


def _triggers(connection: psycopg.Connection) -> None:
    """Every trigger as it was: those that guard evidence fire always, the others in ordinary sessions."""
    for table in TABLES:
        connection.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(_table(table)))
        for name in ("evidence_is_append_only", "evidence_is_append_only_whole"):
            statement = sql.SQL("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}")
            connection.execute(statement.format(_table(table), sql.Identifier(name)))


_CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
 WHERE contype = ANY(%(kinds)s::"char"[]) AND (conrelid = ANY(%(oids)s) OR confrelid = ANY(%(oids)s)) AND conparentid = 0
"""
_INDEXES = "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = ANY(%(oids)s)"


# -- the rows themselves


def _define(connection: psycopg.Connection) -> None:
    """The functions of this session that the statements below pick with."""
    connection.execute(_FUNCTIONS)


def _words() -> dict[str, str]:
    """The lists that the statement below picks from, as constants: from a table the database would unpack them for every row."""
    surnames = [name for name, share in SURNAMES.items() for _ in range(share)] + list(RARE) * 2
    some: dict[str, Sequence[str]] = {"SURNAMES": surnames, "MEN": MEN, "WOMEN": WOMEN, "CHARGES": CHARGES}
    some |= {"FIRST": LATIN_FIRST, "LAST": LATIN_LAST, "COUNTRIES": COUNTRIES}
    return {f"<{name}>": "'{" + ",".join(f'"{word}"' for word in words) + "}'::text[]" for name, words in some.items()}


def _chunk(connection: psycopg.Connection, first: int, after: int, minors_share: float, text: int) -> int:
    """The convictions from ``first`` to before ``after``, with everything that hangs on them; how many are of minors."""
    with connection.transaction():
        connection.execute("DROP TABLE IF EXISTS one")
        values = {"first": first, "last": after - 1, "minors": minors_share}
        statement = _ONE
        for name, words in _words().items():
            statement = statement.replace(name, words)
        connection.execute(statement, values)
        for statement in _ROWS:
            connection.execute(statement.replace("CHARACTERS", str(text)))
        minors: int = _one(connection, "SELECT count(*) FROM one WHERE minor")
    return minors


# share: a number from 0 to 1 that looks random, always the same for the same place and salt.
# pick: a word of a list, the earlier the commoner where the power is above 1. key: a random-looking row key.
_FUNCTIONS = """
CREATE OR REPLACE FUNCTION pg_temp.share(place bigint, salt int) RETURNS float8 LANGUAGE sql IMMUTABLE
    RETURN (hashint8extended(place, salt) & 9007199254740991)::float8 / 9007199254740992;
CREATE OR REPLACE FUNCTION pg_temp.pick(words text[], at float8, power float8) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN words[1 + floor(cardinality(words) * at ^ power)::int];
CREATE OR REPLACE FUNCTION pg_temp.key(kind text, place bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
    RETURN md5(kind || place)::uuid;
"""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_SUM = " + ".join(f"substr(seventeen, {place}, 1)::int * {weight}" for place, weight in enumerate(_WEIGHTS, 1))

# MATERIALIZED: otherwise the steps are flattened into one, and each expression is reckoned anew wherever its name stands.
_ONE = f"""
CREATE TEMP TABLE one ON COMMIT DROP AS
WITH places AS (
    -- i: the conviction; seventeen of a block of twenty are of persons not yet on record, three of persons of an earlier block
    SELECT i, i %% 20 < 17 AS fresh, CASE WHEN i %% 20 < 17 THEN i / 20 * 17 + i %% 20 ELSE i / 40 * 17 + i %% 20 - 17 END AS p,
           i / 20 * 15 + CASE WHEN i %% 20 < 12 THEN i %% 20 WHEN i %% 20 < 15 THEN 12 WHEN i %% 20 < 17 THEN 13 ELSE 14 END AS j,
           CASE WHEN i %% 20 < 12 THEN 0 WHEN i %% 20 < 15 THEN i %% 20 - 12 WHEN i %% 20 < 17 THEN i %% 20 - 15 ELSE i %% 20 - 17 END AS position
      FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS i
), persons AS MATERIALIZED (
    SELECT places.*, pg_temp.share(p, 1) < 0.86 AS man, pg_temp.share(p, 2) AS sort, pg_temp.share(p, 3) < 0.05 AS renamed,
           date '1950-01-01' + (p * 7919 %% 20000)::int AS born, p / 20000 AS round FROM places
), named AS MATERIALIZED (
    SELECT persons.*, sort < 0.01 AS foreigner, sort >= 0.01 AND sort < 0.02 AS undocumented, CASE WHEN man THEN <MEN> ELSE <WOMEN> END AS given,
           pg_temp.pick(<SURNAMES>, pg_temp.share(p, 4), 1) AS surname,
           1 + floor(12 * pg_temp.share(p, 10))::int AS country
      FROM persons
), numbered AS MATERIALIZED (
    SELECT named.*,
           CASE WHEN foreigner THEN (<FIRST>)[country] || ' ' || pg_temp.pick(<LAST>, pg_temp.share(p, 11), 1)
                WHEN pg_temp.share(p, 5) < 0.12 THEN surname || pg_temp.pick(given, pg_temp.share(p, 6), 1.2)
                ELSE surname || pg_temp.pick(given, pg_temp.share(p, 6), 1.3) || pg_temp.pick(given, pg_temp.share(p, 7), 1.3) END AS name,
           CASE WHEN renamed AND NOT foreigner THEN surname || pg_temp.pick(given, pg_temp.share(p, 8), 1) || pg_temp.pick(given, pg_temp.share(p, 9), 1) END AS former,
           CASE WHEN foreigner THEN (<COUNTRIES>)[country] ELSE 'CHN' END AS nationality,
           '1001' || lpad((1 + round %% 90)::text, 2, '0') AS area,
           '1001' || lpad((1 + round %% 90)::text, 2, '0') || to_char(born, 'YYYYMMDD') || lpad((100 + round / 90 * 2 + man::int)::text, 3, '0') AS seventeen
      FROM named
), dated AS MATERIALIZED (
    SELECT numbered.*,
           CASE WHEN foreigner THEN 'C' || lpad((p %% 10000000)::text, 7, '0')
                WHEN NOT undocumented THEN seventeen || substr('10X98765432', 1 + ({_SUM}) %% 11, 1) END AS number,
           fresh AND NOT foreigner AND i %% 10 <> 3 AND pg_temp.share(i, 20) < %(minors)s AS minor,
           i %% 10 = 3 AS several,
           greatest(born + interval '18 years 2 days', '1998-01-01')::date AS grown
      FROM numbered
), done AS MATERIALIZED (
    SELECT dated.*,
           CASE WHEN minor THEN (born + interval '16 years 2 months')::date + floor(600 * pg_temp.share(i, 21))::int
                ELSE grown + floor((date '2025-03-01' - grown) * pg_temp.share(i, 21))::int END AS began,
           CASE WHEN minor THEN 0.55 * pg_temp.share(i, 22) ELSE pg_temp.share(i, 22) END AS gravity FROM dated
)
SELECT done.*, pg_temp.key('subject', p) AS subject, pg_temp.key('judgment', j) AS judgment, pg_temp.key('conviction', i) AS conviction,
       CASE WHEN foreigner THEN 'passport' ELSE 'resident_id' END AS document,
       CASE WHEN number IS NULL OR foreigner THEN '{{}}' ELSE '{{resident_id}}' END::varchar(40)[] AS series,
       pg_temp.pick(<CHARGES>, pg_temp.share(i, 23), 1) AS charge,
       CASE WHEN gravity < 0.3 THEN 'detention' WHEN gravity < 0.32 THEN 'control' WHEN gravity > 0.998 THEN 'life' ELSE 'fixed_term' END AS kind,
       CASE WHEN gravity < 0.3 THEN 1 + floor(5 * pg_temp.share(i, 24)) WHEN gravity < 0.32 THEN 12 WHEN gravity > 0.998 THEN NULL
            WHEN gravity < 0.9 THEN 6 + floor(37 * pg_temp.share(i, 24)) ELSE 60 + floor(120 * pg_temp.share(i, 24)) END::int AS months,
       CASE WHEN gravity < 0.6 AND pg_temp.share(i, 25) < 0.4 THEN 12 END AS probation,
       (max(began) OVER (PARTITION BY j) + 40 + floor(500 * pg_temp.share(j, 26))::int)::date AS pronounced,
       j %% 20 = 3 AS appealed,
       '（' || extract(year FROM max(began) OVER (PARTITION BY j) + 40 + floor(500 * pg_temp.share(j, 26))::int) || '）演01' || lpad((1 + j %% 40)::text, 2, '0')
           || '刑初' || j || '号' AS case_number
  FROM done
"""

_SENTENCE = "months, 0, probation, CASE WHEN gravity > 0.2 THEN (1 + floor(50 * pg_temp.share(i, 27))) * 1000 END, '', CASE WHEN kind = 'life' THEN 'life' ELSE '' END, false"
_PENALTY = "kind, months, days, probation_months, fine_yuan, confiscation, political_rights, deportation"
_KNOWN = "pronounced + interval '13 days 3 hours'"
_PARTS = (
    "id, known_from, fingerprint, court_name, court_code, case_number, case_number_as_written, paper, instance, disposition, prosecution, "
    "prosecutor, pronounced_on, text, document_digest, stated, holds_sealed, confirmed_by"
)

_ROWS: tuple[str, ...] = (
    f"INSERT INTO registers_subject (id, known_from, kind) SELECT subject, {_KNOWN}, 'person' FROM one WHERE fresh",
    f"""INSERT INTO registers_judgment ({_PARTS})
        SELECT judgment, {_KNOWN}, sha256(judgment::text::bytea), '演示市第' || 1 + j % 40 || '区人民法院', '演01' || lpad((1 + j % 40)::text, 2, '0'),
               case_number, case_number, 'judgment', 'first', 'judged', 'public', '演示市第' || 1 + j % 40 || '区人民检察院', pronounced,
               rpad('被告人' || name || '犯' || charge || '一案，本院依法组成合议庭公开开庭审理，现已审理终结。经审理查明，' || judgment || j, CHARACTERS, '，事实清楚' || charge || j),
               sha256(case_number::bytea), jsonb_build_object('service', jsonb_build_array(pronounced::text), 'final_on', (pronounced + 11)::text),
               false, 'registrar-' || 1 + j % 900
          FROM one WHERE position = 0""",
    f"""INSERT INTO registers_judgment ({_PARTS})
        SELECT pg_temp.key('appeal', j), {_KNOWN} + interval '60 days', sha256(case_number::bytea), '演示市中级人民法院', '演01',
               replace(case_number, '刑初', '刑终'), replace(case_number, '刑初', '刑终'), 'ruling', 'appeal', 'uphold', 'public', '演示市人民检察院',
               pronounced + 60, rpad('上诉人' || name || '不服' || case_number || '刑事判决，提出上诉。', CHARACTERS, '驳回上诉，维持原判。'),
               sha256(judgment::text::bytea), jsonb_build_object('final_on', (pronounced + 60)::text), false, 'registrar-' || 1 + j % 900
          FROM one WHERE position = 0 AND appealed""",
    f"""INSERT INTO registers_ruling (id, known_from, judgment_id, name, relation, treatment, earlier_court, earlier_case, conviction_id, effective_on, effect_ground)
        SELECT pg_temp.key('ruling', i), {_KNOWN} + interval '60 days', pg_temp.key('appeal', j), name, 'appeal', 'upheld',
               '演示市第' || 1 + j % 40 || '区人民法院', case_number, NULL, pronounced + 60, 'stated_by_court'
          FROM one WHERE appealed""",
    f"""INSERT INTO registers_identity (id, known_from, subject_id, judgment_id, sex, born, nationality, household, household_as_written)
        SELECT pg_temp.key('identity', i), {_KNOWN}, subject, judgment, CASE WHEN man THEN 'M' ELSE 'F' END, born, nationality,
               CASE WHEN foreigner THEN '' ELSE area END, CASE WHEN foreigner THEN '' ELSE '演示市第' || right(area, 2) || '区河沿街道' || p % 900 || '号' END FROM one""",
    f"""INSERT INTO registers_name (id, known_from, subject_id, judgment_id, kind, text)
        SELECT pg_temp.key('name', i), {_KNOWN}, subject, judgment, 'name', name FROM one
        UNION ALL SELECT pg_temp.key('former', i), {_KNOWN}, subject, judgment, 'former', former FROM one WHERE former IS NOT NULL""",
    f"""INSERT INTO registers_identitydocument (id, known_from, subject_id, judgment_id, kind, country, number)
        SELECT pg_temp.key('document', i), {_KNOWN}, subject, judgment, document, nationality, number FROM one WHERE number IS NOT NULL""",
    f"""INSERT INTO registers_searchkey (id, known_from, subject_id, judgment_id, key, series)
        SELECT pg_temp.key(sort, i), {_KNOWN}, subject, judgment, key, series FROM one CROSS JOIN LATERAL (VALUES
               ('number', document || ':' || number), ('born', 'born:' || born),
               ('called', CASE WHEN foreigner THEN 'letters:' || (SELECT string_agg(c, '' ORDER BY c COLLATE "C") FROM regexp_split_to_table(replace(name, ' ', ''), '') AS c)
                               ELSE 'han:' || name END),
               ('formerly', 'han:' || former)) AS keys (sort, key)
         WHERE key IS NOT NULL AND (keys.sort <> 'formerly' OR former <> name)""".replace("key(sort", "key(keys.sort"),
    f"""INSERT INTO registers_conviction (id, known_from, subject_id, judgment_id, position, outcome, main_acts_before_18, combined_with_earlier,
               prosecution_approval, unsealed_by, unsealed_reason, effective_on, effect_ground, term_from, term_to, authority, division)
        SELECT conviction, {_KNOWN}, subject, judgment, position, 'convicted', NULL, false, '', '', '', CASE WHEN NOT appealed THEN pronounced + 11 END, 'stated_by_court',
               CASE WHEN kind <> 'life' AND probation IS NULL THEN pronounced - 30 END,
               CASE WHEN kind <> 'life' AND probation IS NULL THEN (pronounced - 31 + months * interval '1 month')::date END,
               'public_security', area FROM one""",
    f"""INSERT INTO registers_offence (id, known_from, conviction_id, position, began, ended)
        SELECT pg_temp.key('offence', i), {_KNOWN}, conviction, 0, began, began + floor(3 * pg_temp.share(i, 28))::int FROM one""",
    f"""INSERT INTO registers_sentence (id, known_from, conviction_id, position, charge, {_PENALTY})
        SELECT pg_temp.key('sentence', i), {_KNOWN}, conviction, 0, charge, kind, {_SENTENCE} FROM one
        UNION ALL SELECT pg_temp.key('further', i), {_KNOWN}, conviction, 1, '妨害公务罪', 'fixed_term', 8, 0, NULL, NULL, '', '', false FROM one WHERE several""",
    f"""INSERT INTO registers_combinedsentence (id, known_from, conviction_id, {_PENALTY})
        SELECT pg_temp.key('combined', i), {_KNOWN}, conviction, CASE WHEN kind = 'life' THEN 'life' ELSE 'fixed_term' END,
               CASE WHEN kind = 'life' THEN NULL ELSE greatest(months, 8) END, 0, probation, NULL, '', CASE WHEN kind = 'life' THEN 'life' ELSE '' END, false
          FROM one WHERE several""",
    f"""INSERT INTO registers_execution (id, known_from, conviction_id, state, "on", source)
        SELECT pg_temp.key('execution', i), {_KNOWN}, conviction, CASE WHEN probation IS NULL THEN 'serving' ELSE 'probation' END, pronounced + 11,
               '演示市第' || 1 + j % 40 || '区人民法院' FROM one""",
    f"""INSERT INTO registers_executionnotice (id, known_from, court, case_number, name, state, "on", term_to, source, entered_by)
        SELECT pg_temp.key('release', i), {_KNOWN} + months * interval '1 month', '演示市第' || 1 + j % 40 || '区人民法院', case_number, name, 'completed',
               (pronounced - 31 + months * interval '1 month')::date, NULL, '演示监狱', 'prison-' || 1 + j % 30
          FROM one WHERE probation IS NULL AND kind <> 'life' AND pronounced + months * interval '1 month' < '2026-10-01'""",
)


# -- is what was written what the services would have written?


class NotTheSame(Exception):
    """A row written here differs from what entering the same person would have written."""


WHOLE = """
SELECT count(*) FROM registers_conviction c
 WHERE NOT EXISTS (SELECT FROM registers_identity i WHERE i.subject_id = c.subject_id AND i.judgment_id = c.judgment_id)
    OR NOT EXISTS (SELECT FROM registers_name n WHERE n.subject_id = c.subject_id AND n.judgment_id = c.judgment_id)
    OR NOT EXISTS (SELECT FROM registers_sentence s WHERE s.conviction_id = c.id)
    OR NOT EXISTS (SELECT FROM registers_execution e WHERE e.conviction_id = c.id)
"""


def agrees(sample: int = 2000) -> int:
    """Hold the stored keys of a sample of persons against those that ``matching`` computes, and every conviction against the question of
    the deferred trigger; how many persons were compared. Django must be set up. Raises ``NotTheSame``.
    """
    from django.db import connection

    from qingbai.matching import finding
    from qingbai.registers import models, queries

    with connection.cursor() as cursor:
        cursor.execute(WHOLE)
        [lacking] = cursor.fetchone()
    if lacking:
        raise NotTheSame(f"{lacking} convictions lack mandatory parts")
    some = models.SearchKey.objects.filter(key__startswith="born:").order_by("id").values_list("subject_id", flat=True)
    odd = models.IdentityDocument.objects.filter(kind="passport").order_by("id").values_list("subject_id", flat=True)
    subjects = list(dict.fromkeys((*some[:sample], *odd[: sample // 10])))
    for subject in subjects:
        person = queries.described(subject, None)
        assert person is not None
        rows = models.SearchKey.objects.filter(subject_id=subject)
        stored = {(row.key, tuple(sorted(row.series))) for row in rows}
        series = tuple(sorted(finding.lifelong_series(person)))
        if stored != {(key, series) for key in finding.index_keys(person)}:
            raise NotTheSame(f"the keys of {subject} differ")
    return len(subjects)
