"""The vocabulary file: what is accepted, what is refused and how that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from summarizer.errors import VocabularyError
from summarizer.settings import packaged
from summarizer.sources.arxiv.categories import DIVIDED, WHOLE
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str], Path]

GOOD = """version = 1

[groups]
things = "Things"

# a comment
[[topic]]
name = "quantum-computing"
group = "things"
definition = "Computing with qubits."
aliases = ["qubit", "quantum circuit"]

[[topic]]
name = "rag"
label = "RAG"
group = "things"
definition = "Retrieval-augmented generation."
aliases = ["retrieval-augmented"]
weak = ["retrieval"]
exclusions = ["rag doll"]
parent = "quantum-computing"
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(text: str) -> Path:
        path = tmp_path / "topics.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def test_packaged_vocabulary_loads_and_every_topic_has_aliases() -> None:
    vocabulary = vocabularyfile.load()
    assert len(vocabulary) >= 100
    assert all(topic.aliases for topic in vocabulary)


def test_packaged_vocabulary_lies_where_default_path_says() -> None:
    assert vocabularyfile.default_path().is_file()
    assert vocabularyfile.load() == vocabularyfile.load(vocabularyfile.default_path())


def test_every_category_of_arxiv_is_a_topic_of_its_vocabulary() -> None:
    vocabulary = vocabularyfile.load(packaged("arxiv.toml"))
    codes = [code for topic in vocabulary for code in topic.codes]
    divided = (f"{one}.{each}" for one, parts in DIVIDED.items() for each in parts.split())
    assert sorted(codes) == sorted([*divided, *WHOLE])
    assert all(topic.aliases for topic in vocabulary)
    assert vocabulary.weights == "arxiv"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("cs.CL", "computation-and-language"),
        ("CS.cl", "computation-and-language"),
        ("math.IT", "information-theory"),
        ("hep-th", "hep-theory"),
    ],
)
def test_a_topic_is_found_by_what_it_is_called_elsewhere(code: str, name: str) -> None:
    found = vocabularyfile.load(packaged("arxiv.toml")).resolve(code)
    assert found is not None
    assert found.name == name


def test_a_topic_written_by_hand_needs_no_label(write: Write) -> None:
    vocabulary = vocabularyfile.load(write(GOOD))
    assert vocabulary.topics[0].label == "Quantum computing"
    assert vocabulary.version == 1
    assert dict(vocabulary.groups) == {"things": "Things"}


@pytest.mark.parametrize(
    "text",
    ["quantum-computing", "Quantum Computing", "QUBIT", "quantum  circuit"],
)
def test_resolve_takes_name_label_and_alias_in_any_case(write: Write, text: str) -> None:
    vocabulary = vocabularyfile.load(write(GOOD))
    assert vocabulary.resolve(text) is vocabulary.get("quantum-computing")


def test_resolve_and_get_give_none_for_the_unknown(write: Write) -> None:
    vocabulary = vocabularyfile.load(write(GOOD))
    assert vocabulary.resolve("cooking") is None
    assert vocabulary.get("RAG") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('["qubit", "quantum circuit"]', '["qubit" "quantum circuit"]', 11, "not valid TOML"),
        ('parent = "quantum-computing"', 'parent = "', 21, "not valid TOML"),
        ('name = "rag"', 'name = "quantum-computing"', 14, "more than once"),
        ('"quantum circuit"]', '"Qubit"]', 11, "`Qubit` is used twice"),
        (
            'aliases = ["retrieval-augmented"]',
            'aliases = ["Quantum-Circuit"]',
            18,
            "belongs to both",
        ),
        (
            'aliases = ["retrieval-augmented"]',
            'aliases = ["quantum computing"]',
            18,
            "belongs to both",
        ),
        ('label = "RAG"', 'label = "qubit"', 11, "belongs to both"),
        ('name = "rag"', 'name = "none"', 14, "`none` stands for papers without a topic"),
        ('label = "RAG"', 'label = "None"', 15, "`None` stands for papers without a topic"),
        ('"qubit", "quantum', '"none", "quantum', 11, "`none` stands for papers without a topic"),
        (
            'weak = ["retrieval"]',
            'codes = ["No topic of the vocabulary"]',
            19,
            "stands for papers without a topic",
        ),
        ('parent = "quantum-computing"', 'parent = "quantum"', 21, "unknown parent"),
        ('parent = "quantum-computing"', 'parent = "rag"', 21, "form a circle"),
        ('group = "things"\ndefinition = "R', 'group = "thing"\ndefinition = "R', 16, "`[groups]`"),
        ('"Retrieval-augmented generation."', '" "', 17, "`definition` is empty"),
        ('label = "RAG"', "label = 3", 15, "`label` must be a string"),
        ('["retrieval-augmented"]', '"retrieval-augmented"', 18, "`aliases` must be a list"),
        ('["retrieval"]', '["retrieval", 4]', 19, "`weak` must be a list"),
        ('["rag doll"]', '["--"]', 20, "without a letter"),
        ('["retrieval"]', '["Retrieval augmented"]', 19, "is used twice"),
        ('label = "RAG"', 'lable = "RAG"', 15, "unknown key `lable`"),
        ('name = "rag"\n', "", 13, "no `name`"),
        ("version = 1", 'version = "1"', 1, "whole number"),
        ("version = 1", 'weights = "mine"', 1, '`weights` can only be "arxiv"'),
        ("version = 1", "weights = []", 1, "`weights`"),
        ('parent = "quantum-computing"', 'codes = ["qubit"]', 21, "belongs to both"),
        ('parent = "quantum-computing"', 'codes = "x.Y"', 21, "`codes` must be a list"),
        ("version = 1", "versoin = 1", 1, "unknown key"),
        ('things = "Things"', "things = 1", 4, "needs a label"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_place(
    write: Write, old: str, new: str, line: int, what: str
) -> None:
    assert GOOD.count(old) == 1
    path = write(GOOD.replace(old, new))
    with pytest.raises(VocabularyError) as caught:
        vocabularyfile.load(path)
    message = str(caught.value)
    assert message.startswith(f"`{path}` line {line}: ")
    assert what in message
    assert "\n" not in message


@pytest.mark.parametrize("text", ["", "version = 1\n", "topic = []\n", "topic = 3\n", "[groups]\n"])
def test_a_file_without_topics_is_refused(write: Write, text: str) -> None:
    with pytest.raises(VocabularyError, match=r"\[\[topic\]\]"):
        vocabularyfile.load(write(text))


def test_topics_as_inline_tables_are_accepted(write: Write) -> None:
    text = 'groups = {a = "A"}\ntopic = [{name = "x", group = "a", definition = "An x."}]\n'
    assert [topic.label for topic in vocabularyfile.load(write(text))] == ["X"]


def test_an_inline_topic_that_is_no_table_is_refused(write: Write) -> None:
    with pytest.raises(VocabularyError, match="must be a table"):
        vocabularyfile.load(write("topic = [3]\n"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="check the path"):
        vocabularyfile.load(tmp_path / "none.toml")


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "topics.toml"
    path.write_bytes(b"version = 1\n# \xff\n")
    with pytest.raises(VocabularyError, match="line 2: not UTF-8"):
        vocabularyfile.load(path)


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "topics.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(vocabularyfile.load(path)) == 2


def test_deep_brackets_are_refused_without_a_crash(write: Write) -> None:
    with pytest.raises(VocabularyError):
        vocabularyfile.load(write("a = " + "[" * 100_000))


def test_fingerprint_is_the_vocabularys_hash(write: Write) -> None:
    path = write(GOOD)
    found = vocabularyfile.fingerprint(path.read_bytes())
    assert found == vocabularyfile.load(path).hash
    assert len(found) == 16
    assert set(found) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("old", "new"),
    [("# a comment\n", ""), ("# a comment", "   # another\n\n"), ("\n", "  \n"), ("\n", "\r\n")],
)
def test_fingerprint_ignores_comments_blank_lines_and_trailing_blanks(old: str, new: str) -> None:
    assert vocabularyfile.fingerprint(
        GOOD.replace(old, new).encode()
    ) == vocabularyfile.fingerprint(GOOD.encode())


def test_fingerprint_changes_with_an_alias() -> None:
    changed = GOOD.replace("qubit", "qudit")
    assert vocabularyfile.fingerprint(changed.encode()) != vocabularyfile.fingerprint(GOOD.encode())


@pytest.mark.parametrize(
    "change",
    [
        ("Retrieval-augmented generation.", r"Retrieval \u001b[31m generation."),
        ('"RAG"', r'"RA\u0000G"'),
        ('"retrieval-augmented"', r'"retrieval\u202eaugmented"'),
        ("Things", r"Thi\u0007ngs"),
        ('name = "rag"', r'name = "a\u000bb"'),
        ('name = "rag"', r'name = "a\nb"'),
        ('name = "rag"', 'name = "../../x"'),
        ('name = "rag"', 'name = "a, b"'),
        ('name = "rag"', 'name = "-rf"'),
        ('name = "rag"', 'name = "a: b"'),
        ('name = "rag"', 'name = "<script>"'),
        ('name = "rag"', f'name = "{"x" * 200}"'),
    ],
)
def test_names_and_texts_that_could_steer_something_are_refused(tmp_path, change):
    path = tmp_path / "topics.toml"
    path.write_text(GOOD.replace(*change))
    with pytest.raises(VocabularyError) as error:
        vocabularyfile.load(path)
    assert "\n" not in str(error.value)
    assert "line " in str(error.value)


@pytest.mark.parametrize("name", ["c++", "r&d", "q-a", "強化学習", "node.js", "f#", "A B", "x"])
def test_names_as_people_write_them_are_taken(tmp_path, name):
    path = tmp_path / "topics.toml"
    path.write_text(GOOD.replace('name = "rag"', f'name = "{name}"'))
    assert vocabularyfile.load(path).get(name)
