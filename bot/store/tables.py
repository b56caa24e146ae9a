"""Every table. A person is an HMAC; what people write is never in clear and never outlives its answer."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

metadata = MetaData()

people = Table(
    "people",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("lang", String(2)),
    Column("role", String(16)),
    Column("since", Date, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", String(64), nullable=False),
    Column("payload", LargeBinary),  # encrypted; erased in the commit that marks the update done or parked
    Column("state", String(8), nullable=False),  # new, done, parked
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("error", String(64)),  # the exception's class, never its text
    Column("got", Float, nullable=False),
)
Index("inbox_open", inbox.c.update_id, sqlite_where=inbox.c.state == "new", postgresql_where=inbox.c.state == "new")
Index("inbox_got", inbox.c.got)

feedback = Table(
    "feedback",
    metadata,
    Column("entry", String(80), primary_key=True),
    Column("lang", String(2), primary_key=True),
    Column("kind", String(8), primary_key=True),  # up, down, wrong
    Column("count", Integer, nullable=False),
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),  # letter, check, quiz
    Column("fields", LargeBinary, nullable=False),  # encrypted
    Column("expires", Float, nullable=False),  # seconds since 1970; a quarter of an hour after the last touch
)
Index("dialogues_expires", dialogues.c.expires)

course = Table(
    "course",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("module", String(40), primary_key=True),
    Column("part", Integer, nullable=False),  # the part read last
    Column("score", Integer),  # of the quiz, when it has been finished
    Column("asked", Integer, nullable=False),
)

classes = Table(
    "classes",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("teacher", String(64), nullable=False, unique=True),
    Column("lang", String(2), nullable=False),
    Column("quiz", String(80), nullable=False),
    Column("track", String(16), nullable=False),
    Column("place", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("opened", Float, nullable=False),  # seconds since 1970; a class lives a day
    Column("seat", LargeBinary),  # encrypted: where the teacher is reached
)

class_pupils = Table(
    "class_pupils",
    metadata,
    Column("class", String(8), primary_key=True),
    Column("pupil", String(64), primary_key=True),
    Column("nick", Integer, nullable=False),
    Column("asked", Integer, nullable=False),  # the last question sent
    Column("seat", LargeBinary),  # encrypted: where the pupil is reached
    UniqueConstraint("class", "nick"),
)
Index("class_pupils_pupil", class_pupils.c.pupil)

class_answers = Table(
    "class_answers",
    metadata,
    Column("class", String(8), primary_key=True),
    Column("pupil", String(64), primary_key=True),
    Column("question", String(120), primary_key=True),
    Column("option", Integer, nullable=False),
)

switches = Table(
    "switches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("door", String(16), nullable=False),
    Column("lang", String(2), nullable=False),  # * for every language
    Column("why", String(300)),  # null: turned on again
    Column("at", Float, nullable=False),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),  # no time of day: it could be laid beside Telegram's
    Column("lang", String(2), nullable=False),
    Column("entry", String(80)),  # the answer that did not help; null when there was none
    Column("question", String(500), nullable=False),  # masked, as the person has seen and sent it; nothing of who
)
