"""A photo, a document, a voice message: nothing is downloaded, and the person hears what to do instead."""

import time

import pytest
from aiogram.types import Update

from tests.citizen import Citizen

FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = {"photo": [{**FILE, "width": 10, "height": 10}]}
DOCUMENT = {"document": {**FILE, "file_name": "удостоверение.pdf"}}
VOICE = {"voice": {**FILE, "duration": 2}}


async def sends(app, person, content):
    message = {"message_id": 1, "date": int(time.time()), **person.visitor._who(), **content}
    update = Update.model_validate({"update_id": 1, "message": message}, context={"bot": app.kiosk})
    await app.dispatcher.feed_update(app.kiosk, update)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("content", [PHOTO, DOCUMENT])
async def test_a_picture_is_not_downloaded_and_the_reply_leads_on(app, guide, lang, content):
    person = Citizen(app, lang=lang)
    await sends(app, person, {**content, "caption": "caption 4417"})  # the kiosk's session would refuse getFile
    person.sees(guide.reply("not_text_photo", lang), "/check").sees_not("4417")
    assert guide.get("guide/safe-sharing/id-documents", lang).title in person.last.labels
    await person.taps(app.services.words[lang]("Check a text before you share it"))
    await person.says("aigerim@example.kz")
    person.sees(app.services.words[lang]("Yellow: take the private pieces out first"))


async def test_a_voice_message_gets_a_kind_line(app, guide):
    person = Citizen(app, lang="ru")
    await sends(app, person, VOICE)
    person.sees(guide.reply("not_text_media", "ru"))
