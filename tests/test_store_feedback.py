"""Thumbs: counted per entry and language, and nothing else."""

from bot.store.tables import feedback


async def test_thumbs_are_counted_each_for_itself(app):
    thumbs = app.services.feedback
    assert await thumbs.counts() == {}
    for lang, kind in [("kk", "up"), ("kk", "up"), ("ru", "up"), ("kk", "wrong")]:
        await thumbs.add("guide/rights/credit-decision", lang, kind)
    entry = "guide/rights/credit-decision"
    assert await thumbs.counts() == {(entry, "kk", "up"): 2, (entry, "ru", "up"): 1, (entry, "kk", "wrong"): 1}


def test_there_is_no_room_for_a_person_a_text_or_a_time():
    assert {column.name for column in feedback.columns} == {"entry", "lang", "kind", "count"}
