from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from summarizer.annotate.claims import claim

HOLD = (
    "import sys, time, pathlib; from summarizer.annotate.claims import claim; "
    "assert claim(pathlib.Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
)


def test_a_question_is_claimed_once_until_it_is_let_go(tmp_path):
    path = tmp_path / "ab" / ".x.claim.tmp"
    first = claim(path)
    assert first
    assert claim(path) is None
    first.release()
    assert not path.exists()
    second = claim(path)
    assert second
    second.release()
    second.release()


def test_the_claim_of_a_killed_run_is_free(tmp_path):
    path = tmp_path / ".x.claim.tmp"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        assert claim(path) is None
        process.kill()
    taken = claim(path)
    assert taken
    taken.release()


def test_of_many_at_once_one_has_it_at_any_time(tmp_path):
    path = tmp_path / ".x.claim.tmp"
    holding, most, taken = [], [], []

    def work():
        for _ in range(200):
            mine = claim(path)
            if mine:
                holding.append(1)
                most.append(len(holding))
                taken.append(1)
                holding.pop()
                mine.release()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert max(most) == 1
    assert len(taken) >= 200


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_takes_no_files_has_no_claims(tmp_path):
    tmp_path.chmod(0o500)
    first, second = claim(tmp_path / "x" / "y"), claim(tmp_path / "x" / "y")
    assert first
    assert second
    first.release()


def test_a_file_in_the_place_of_the_folder_has_no_claims(tmp_path):
    (tmp_path / "x").write_text("")
    first = claim(tmp_path / "x" / "y")
    assert first
    assert first.path is None
