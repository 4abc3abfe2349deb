"""Papers that are alike by their full texts: which, why, and among which."""

from __future__ import annotations

import json

import pytest
from stored_days import store

from summarizer.fulltext.copies import Copy
from summarizer.library.run import Run
from summarizer.library.textneighbours import similar_texts
from summarizer.library.textparts import Part
from summarizer.library.textwords import telling

FILLER = "We did choose what was held, and said so again in a sentence. " * 12
CACHE = "The KV cache of a transformer is compressed by quantization, and eviction drops tokens. "
PROTEIN = "Protein folding is predicted from amino acid sequences with diffusion models. "
BIRDS = "Bird songs are recorded by microphones in forests, and acoustic events are detected. "


def keep(identity, title, words, heading="2 Method", more=""):
    parts = (f"# {title}", f"## Abstract\n\n{words}", f"## {heading}\n\n{words * 4} {more}")
    data = "\n\n".join((*parts, f"## 9 End\n\n{FILLER}")).encode()
    Run().texts.put(identity, Copy("hf", "https://x.example/x.md", None, "2025-12-09", data))


@pytest.fixture
def texts(home):
    """Four stored papers with texts, of which the stored abstracts tell something else."""
    run = Run()
    titles = ("Less of Everything", "What May Go", "Shapes of Life", "Dawn Chorus")
    for number, title in enumerate(titles, 1):
        store(run, [number], label=f"notes{number}", title=title, tags=())
    keep("2512.00001", "Less of Everything", CACHE, "2 KV Cache Compression")
    keep("2512.00002", "What May Go", CACHE, "3 Cache Eviction")
    keep("2512.00003", "Shapes of Life", PROTEIN, "2 Protein Folding")
    keep("2512.00004", "Dawn Chorus", BIRDS, "2 Bird Songs")
    keep("2512.00009", "Nobody's Own", CACHE, "2 KV Cache")
    return run


def near(identity, run):
    return similar_texts([run.library.find([identity])[identity]], run)


def test_the_nearest_by_what_the_texts_say(texts):
    found = near("2512.00001", texts)
    assert {each.entry.id for each in found.papers} == {"2512.00002", "2512.00009"}
    assert (found.kept, found.own, found.stored) == (5, 1, {"2512.00002"})
    assert all(0.07 <= each.score <= 1 for each in found.papers)
    scores = [each.score for each in found.papers]
    assert scores == sorted(scores, reverse=True)


def test_reasons_stand_in_both_texts(texts):
    for each in near("2512.00001", texts).papers:
        words = [why.removeprefix("words “").removesuffix("”") for why in each.why]
        assert words
        assert all(word.lower() in (CACHE + "KV Cache Compression").lower() for word in words)


def test_without_a_text_of_its_own_the_abstract_is_compared(texts):
    store(texts, [5], label="more", title="A Cache", abstract=CACHE, url=None)
    found = near("2512.00005", texts)
    assert found.own == 0
    assert {each.entry.id for each in found.papers} >= {"2512.00002"}
    assert "2512.00004" not in {each.entry.id for each in found.papers}


def test_several_papers_count_together_and_are_left_out(texts):
    papers = list(texts.library.find(["2512.00001", "2512.00003"]).values())
    ids = {each.entry.id for each in similar_texts(papers, texts).papers}
    assert ids == {"2512.00002", "2512.00009"}


def test_the_same_paper_under_another_id_is_no_neighbour(texts):
    keep("sha256:00000000000000aa", "Less of everything", CACHE)
    assert "sha256:00000000000000aa" not in {
        each.entry.id for each in near("2512.00001", texts).papers
    }


def test_words_that_most_texts_have_tell_none_from_another(texts):
    for number in range(20, 32):
        keep(f"2512.000{number}", f"Number {number}", CACHE, "2 KV Cache")
    assert near("2512.00001", texts).papers == ()


def test_a_text_that_is_gone_or_new_counts_at_once(texts):
    near("2512.00001", texts)
    texts.texts.forget("2512.00002")
    keep("2512.00003", "Shapes of Life", CACHE, "2 KV Cache")
    assert {each.entry.id for each in near("2512.00001", texts).papers} == {
        *("2512.00003", "2512.00009")
    }


def test_words_of_the_running_text_and_names_in_citations_do_not_count():
    text = "We did choose Devlin et al. and McCallum. " * 5 + "Tested on GSM8K and on GSM8K. " * 2
    words = telling([Part("title", None, 0, "Cache Eviction"), Part("body", "Tests", 20, text)])
    assert {"cache", "eviction", "gsm8k"} <= words.keys()
    assert not {"did", "choose", "devlin", "al", "et"} & words.keys()
    assert sum(weight**2 for weight in words.values()) == pytest.approx(1, abs=0.01)


def test_a_text_without_any_such_word_is_near_to_none(home):
    assert telling([Part("body", None, 0, "Then it was so, and so it was then.")]) == {}


class TestCommand:
    def test_text_and_json(self, run, texts):
        run("search", "cache", "--in", "text")
        code, out, err = run("similar", "2512.00001", "--in", "text")
        assert (code, err) == (0, "")
        assert out.startswith("2 papers like “Less of Everything”, of 5 whose full text is kept\n")
        assert "What May Go" in out
        assert "Nobody's Own" in out
        assert out.count(" · both: ") == 2
        assert out.count(" · not in your library") == 1
        told = json.loads(run("similar", "2512.00001", "--in", "text", "--json")[1])
        assert (told["schema"], told["in"], told["read"]) == ("summarizer/similar/1", "text", 5)
        assert told["papers"][0]["similarity"]["why"][0].startswith("words “")

    def test_a_paper_that_is_read_need_not_be_stored(self, run, texts):
        out = run("similar", "2512.00009", "--in", "text", "--limit", "1")[1]
        assert out.startswith("1 paper like “Nobody's Own”, of 5")

    def test_a_paper_without_a_text_is_said(self, run, texts):
        store(texts, [5], label="more", title="A Cache", abstract=CACHE, url=None)
        err = run("similar", "a cache", "--in", "text")[2]
        assert "its text is not kept: title and abstract are compared with the texts" in err

    def test_without_the_option_nothing_changes(self, run, texts, monkeypatch):
        before = run("similar", "2512.00001", "--json")
        for path, _ in texts.texts.files():
            path.unlink()
        assert run("similar", "2512.00001", "--json") == before

    def test_where_no_text_is_kept_it_is_said_what_to_do(self, run, home):
        store(Run(), [1])
        code, out, err = run("similar", "2512.00001", "--in", "text")
        assert (code, out.startswith("0 papers like")) == (0, True)
        assert "`summarize fulltext ID` fetches one" in err
