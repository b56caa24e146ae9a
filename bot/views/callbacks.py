"""What buttons carry: ids, never words (64 bytes at most, and Cyrillic counts double). Untrusted when it comes back."""

from aiogram.filters.callback_data import CallbackData


class EntryTap(CallbackData, prefix="e"):
    """Something about an entry: open, lang, simple, why, share, next, up, down, wrong."""

    act: str
    lang: str
    id: str


class TopicTap(CallbackData, prefix="t"):
    """A place in the tree of topics: empty for the root, else a section such as `guide/rights`."""

    path: str
    lang: str


class LanguageTap(CallbackData, prefix="l"):
    """A language picked."""

    lang: str


class PageTap(CallbackData, prefix="p"):
    """A fixed page: start, help, about, privacy, forget."""

    name: str


class LetterTap(CallbackData, prefix="r"):
    """Something about a rights letter; `id` is the letter, or the blank that the button stood under, with a value after a dot."""

    act: str
    lang: str
    id: str = ""


class CourseTap(CallbackData, prefix="c"):
    """Something of the course; `id` is a module's number, with a part of it behind a dot, or a track."""

    act: str
    lang: str
    id: str = ""


class ClassTap(CallbackData, prefix="k"):
    """Something of a class; `id` is a quiz, the number of a question, or an answer as number and option."""

    act: str
    lang: str
    id: str = ""


class LessonTap(CallbackData, prefix="s"):
    """Something of the lesson packs; `id` is a pack without its folder, or the filter of the list."""

    act: str
    lang: str
    id: str = ""


class CheckTap(CallbackData, prefix="v"):
    """The safe-sharing check: begin, look, keep (with a finding's place), done."""

    act: str
    lang: str
    place: int = 0


class GapTap(CallbackData, prefix="g"):
    """Something for the editors: tell, send, no; `id` is the entry that did not help, if there was one."""

    act: str
    lang: str
    id: str = ""


class ModelTap(CallbackData, prefix="m"):
    """Something for the model about the last question: both, tie."""

    act: str
    lang: str
