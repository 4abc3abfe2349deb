"""What people read for topics, and how the vocabulary's file is read for it alone."""

from __future__ import annotations

import pytest

from summarizer import settings
from summarizer.settings import packaged
from summarizer.topics import labels, vocabularyfile
from summarizer.topics.labels import Labels

TEXT = """
[groups]
things = "Things"
others = 'Other "things"'
{more}
[[topic]]
name = "quantum-computing" # a comment
group = "things"
definition = "Qubits."
aliases = ["qubit"]

[[topic]]
name = "rag"
label = "RAG"
group = "things"
definition = "Retrieval."
aliases = [
  "label = x",
]
"""


@pytest.mark.parametrize("name", ["topics.toml", "arxiv.toml"])
def test_the_quick_reading_is_that_of_the_whole_file(name):
    path = packaged(name)
    found = labels.read(path.read_text())
    whole = labels.of_vocabulary(vocabularyfile.load(path))
    assert found == whole
    assert list(found.groups) == list(whole.groups)


def test_a_topic_without_a_label_has_the_usual_one():
    found = labels.read(TEXT.format(more=""))
    assert found.names == {"quantum-computing": "Quantum computing", "rag": "RAG"}
    assert found.groups == {"quantum-computing": "Things", "rag": "Things"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('label = "RAG"', "label = 'RAG'"),
        ('label = "RAG"', r'label = "\u0052AG"'),
        ('label = "RAG"', '"label" = "RAG"'),
        ('label = "RAG"', 'label = """RAG"""'),
        ('name = "rag"', "name = 'rag'"),
        ('group = "things"', "group = 'things'"),
    ],
)
def test_what_is_written_in_another_way_is_read_whole(old, new, tmp_path, home, monkeypatch):
    text = TEXT.format(more="").replace(old, new)
    assert labels.read(text) is None
    path = tmp_path / "topics.toml"
    path.write_text(text)
    monkeypatch.setenv("SUMMARIZER_TOPICS", str(path))
    found = labels.in_use(settings.load())
    assert found.of("rag") == "RAG"
    assert found.groups["rag"] == "Things"


def test_groups_stand_in_the_vocabularys_order():
    text = TEXT.format(more="").replace('group = "things"', 'group = "others"', 1)
    assert labels.read(text) is None
    text = text.replace("""'Other "things"'""", '"Others"')
    found = labels.read(text)
    assert list(found.groups.items()) == [("rag", "Things"), ("quantum-computing", "Others")]


def test_a_topic_that_is_not_known_any_more_keeps_its_name():
    found = Labels({"rag": "RAG"})
    assert found.all(["rag", "gone"]) == ("RAG", "gone")


@pytest.mark.parametrize("text", [b"\xff", b"[[topic]]\nname = 3\n"])
def test_where_the_vocabulary_cannot_be_read_names_stand(text, tmp_path, home, monkeypatch):
    path = tmp_path / "topics.toml"
    monkeypatch.setenv("SUMMARIZER_TOPICS", str(path))
    assert labels.in_use(settings.load()) == Labels()
    path.write_bytes(text)
    assert labels.in_use(settings.load()) == Labels()
