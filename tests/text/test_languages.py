from __future__ import annotations

import pytest

from summarizer.text.languages import is_english, is_english_name, written_in

ENGLISH = "A sparse index improves the retrieval of facts by the use of a cache."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (None, ENGLISH),
        ("English", ENGLISH),
        ("en", ENGLISH),
        ("German", "Ein dünner Index verbessert die Suche nach Fakten durch einen Cache."),
        ("es", "Un índice disperso mejora la recuperación de hechos con una caché."),
        ("Chinese", "稀疏索引提高了 RAG 的检索质量。"),
        ("ja", "疎な索引は検索を改善する。"),
        ("Russian", "Разреженный индекс улучшает поиск фактов."),
    ],
)
def test_a_text_in_the_language_passes(language, text):
    assert written_in(language, text)


@pytest.mark.parametrize("language", ["German", "de", "French", "Chinese", "zh-CN", "Russian"])
def test_english_where_another_language_was_asked_for_is_seen(language):
    assert not written_in(language, ENGLISH)


def test_english_is_told_from_others_by_its_function_words_and_by_its_name():
    assert is_english(ENGLISH)
    assert not is_english("Ein dünner Index verbessert die Suche nach Fakten durch einen Cache.")
    assert not is_english("")
    assert all(map(is_english_name, (None, "English", "en", "en-GB")))
    assert not any(map(is_english_name, ("German", "de", "ja")))
