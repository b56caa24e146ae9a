"""Names: full, by initials, declined, in small letters beside words that introduce them; what is nobody's secret left alone."""

import pytest

from retrieval import private


def names(text):
    return [text[one.start : one.end] for one in private.find(text) if one.type == "NAME"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Меня зовут Айгуль Ахметова", "Айгуль Ахметова"),
        ("меня зовут айгуль ахметова", "айгуль ахметова"),
        ("Меня зовут жумабике, мне 35", "жумабике"),
        ("Менің атым Серік Болатұлы", "Серік Болатұлы"),
        ("менің атым серік", "серік"),
        ("My name is John Smith.", "John Smith"),
        ("Абдрахманова Ержана Болатовича принять", "Абдрахманова Ержана Болатовича"),
        ("директор Б. Әлімқұлов", "Б. Әлімқұлов"),
        ("расписка: Айтбаева Р. К. взяла", "Айтбаева Р. К."),
        ("Айгүлге хат жаз", "Айгүлге"),
        ("Мен Айжанмын", "Айжанмын"),
        ("скажи Ерлану, что жду", "Ерлану"),
        ("Санжар Нурлан ұлы келді", "Санжар Нурлан ұлы"),
        ("Aigul Akhmetova kartasy", "Aigul Akhmetova"),
        ("көршім Ерланның иті", "Ерланның"),
        ("соседка Света шумит", "Света"),
        ("Мәлік Інжу 04.03.2017", "Мәлік Інжу"),
        ("Мерей Қалиасқар жазды", "Мерей Қалиасқар"),
        ("Айгуль Назарбаева, соседка", "Айгуль Назарбаева"),
        ("айгүл деген қызға", "айгүл"),
    ],
)
def test_found_whole(text, wanted):
    assert names(text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "Абай Құнанбаев 1845 жылы туған",
        "Президент Тоқаев жолдау жасады",
        "Кто такой Илон Маск?",
        "улица Сатпаева перекрыта",
        "Школа имени Ыбырая Алтынсарина",
        "Қабанбай батыр көшесі жөнделіп жатыр",
        "Алиса от Яндекса отвечает по-казахски?",
        "вера, надежда и любовь",
        "Роза расцвела в саду",
        "Жасанды интеллект деген не",
        "Kaspi мен Halyk айырмашылығы",
        "Жена подала заявление",
        "Германияға барамын",
        "Do I have to give my name?",
        "Қарулы күштер туралы заң",
        "мой папа живёт в Шымкенте",
    ],
)
def test_left_alone(text):
    assert names(text) == []


def test_a_name_told_in_full_is_known_again():
    assert names("Almas Baimukhanov wrote. Later Almas called.") == ["Almas Baimukhanov", "Almas"]
    assert names("Later Almas called.") == []
