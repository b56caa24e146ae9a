"""Addresses in three languages: the whole chain; a city, a street or a village as a topic left alone."""

import pytest

from retrieval import private


def addresses(text):
    return [text[one.start : one.end] for one in private.find(text) if one.type == "ADDRESS"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("живу: г. Алматы, мкр. Самал-2, д. 77, кв. 14.", "г. Алматы, мкр. Самал-2, д. 77, кв. 14"),
        ("адрес ул. Абая 15, кв 7", "ул. Абая 15, кв 7"),
        ("Түркістан обл., Сайрам ауд., Ақсу ауылы, Жібек жолы көшесі, 112-үй", "Түркістан обл., Сайрам ауд., Ақсу ауылы, Жібек жолы көшесі, 112-үй"),
        ("Абай көшесі 15, 7-пәтерде тұрамын", "Абай көшесі 15, 7-пәтерде"),
        ("Шымкент, 17-ш.а., 24 үй, 8 пәтер", "Шымкент, 17-ш.а., 24 үй, 8 пәтер"),
        ("адресім Тараз, Төле би 40-15", "Тараз, Төле би 40-15"),
        ("живёт жезказган бульвар космонавтов 12 кв 3", "жезказган бульвар космонавтов 12 кв 3"),
        ("живу в селе Узынагаш", "селе Узынагаш"),
        ("Біз Қордай ауылында тұрамыз", "Қордай ауылында"),
        ("my home is 45 Dostyk Avenue, apt 12, Almaty", "45 Dostyk Avenue, apt 12, Almaty"),
        ("mkr. Nursat 128, kv. 11, Shymkent 160000", "mkr. Nursat 128, kv. 11, Shymkent 160000"),
    ],
)  # fmt: skip
def test_found_whole(text, wanted):
    assert addresses(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "В Алматы открыли парк", "Абай көшесі жабық", "улица Абая на ремонте", "қай көшеде тұратынымды жазайын ба",
        "«Дом 2» сияқты шоу", "Қордай ауылы туралы айт", "в селе Узынагаш построили школу", "живу в Астане", "на улице 35°",
        "Room 305, second floor", "Казахстан 2030", "квартира 45 м²",
    ],
)  # fmt: skip
def test_a_place_as_a_topic_is_left_alone(text):
    assert addresses(text) == []
