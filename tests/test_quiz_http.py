"""Native quizzes over real HTTP: what is sent, a vote that comes after a restart, the why that follows."""

import pytest

from bot.views import words as catalogues
from tests.bot_api.person import Person
from tests.bot_api.server import bot_api
from tests.conftest import ROOT
from tests.senim_process import Senim
from tests.teaching_guide import make

pytestmark = pytest.mark.timeout(300)
_ = catalogues.load(ROOT / "locales")["ru"]


class Learner(Person):
    """A person who votes."""

    @property
    def poll(self):
        return [message["poll"] for message in self.messages if "poll" in message][-1]

    async def votes(self, option):
        vote = {
            "poll_id": self.poll["id"],
            "user": self.user,
            "option_ids": [option],
            "option_persistent_ids": [str(option)],
        }
        await self.world.happens("poll_answer", vote)

    async def hears(self, *texts):
        return await super().hears(*texts, seconds=60)


async def test_a_quiz_goes_on_after_a_restart(tmp_path):
    guide = str(make(tmp_path / "guide"))
    async with bot_api() as api:
        first = await Senim.start(tmp_path / "data", api, SENIM_GUIDE=guide)
        try:
            await first.address()
            person = Learner(api.world)
            await person.says("/course")
            await person.hears(_("Who are you learning for?"))
            await person.taps(_("for everyone"))
            await person.hears(_("Track: {track}.").format(track=_("for everyone")))
            await person.taps("модуль 1 ru")
            await person.hears("What module 1 gives")
            await person.taps(_("Quiz"))
            await api.world.until(lambda: api.world.sent("sendPoll"), 60)
            sent = api.world.sent("sendPoll")[0].fields
            assert sent["type"] == "quiz"
            assert sent["correct_option_ids"] == [1]
            assert sent["is_anonymous"] is False
            assert "question_parse_mode" not in sent  # < and & are what they are
            assert "1 < 2 & 3" in sent["question"]
            await person.says("/help")
            await person.hears(
                _("In danger? Call 112. Cheated right now? Call your bank, then 102.")
            )  # so the quiz is written down
            await first.killed()
        finally:
            await first.gone()
        again = await Senim.start(tmp_path / "data", api, SENIM_GUIDE=guide)
        try:
            await again.address()
            await person.votes(0)
            told = await person.hears(_("Not quite."), "why 0 of m1 q1 ru", "m1 q1 option 1 ru")
            assert told.startswith("❌")
            await person.taps(_("Next question"))
            await api.world.until(lambda: len(api.world.sent("sendPoll")) == 2, 60)
            await person.votes(2)
            await person.hears(_("Right."), "why 2 of m1 q2 ru")
        finally:
            await again.gone()
