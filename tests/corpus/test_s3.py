"""Corpora in an S3 store: a real server that speaks its protocol, on a port of this machine."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys

import pytest
from corpora import ids, lines, manifest, rows

from summarizer.cli import main

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
pytest.importorskip("daft", reason="corpora need `pip install 'summarize-papers[corpus]'`")
boto3 = pytest.importorskip("boto3")
moto = pytest.importorskip("moto.server")


@pytest.fixture(scope="module")
def server():
    server = moto.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def store(server, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    client = boto3.client("s3", endpoint_url=server, region_name="us-east-1")
    client.create_bucket(Bucket="papers")
    made = [f"{line}\n".encode() for line in lines(30)]
    for name, body in {
        "a/one.jsonl": b"".join(made[:10]),
        "a/two.jsonl.gz": gzip.compress(b"".join(made[10:20])),
        "a/readme.txt": b"no papers",
        "b/three.jsonl": b"".join(made[20:]),
        "b/cut.jsonl.gz": gzip.compress(b"".join(made))[:100],
    }.items():
        client.put_object(Bucket="papers", Key=name, Body=body)


@pytest.mark.usefixtures("store")
def test_files_patterns_and_folders_of_a_store_are_read(tmp_path):
    out = tmp_path / "out"
    specs = ["s3://papers/a/", "s3://papers/b/t*.jsonl"]
    assert main(["corpus", *specs, "-o", str(out)]) == 0
    assert ids(out) == [f"2501.{number:05}" for number in range(30)]
    paths = {each["path"]: each["bytes"] for each in manifest(out)["inputs"]}
    assert sorted(paths) == [
        "s3://papers/a/one.jsonl",
        "s3://papers/a/two.jsonl.gz",
        "s3://papers/b/three.jsonl",
    ]
    assert all(paths.values())


@pytest.mark.usefixtures("store")
def test_a_damaged_file_is_named_and_the_others_are_read(tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["corpus", "s3://papers/b/", "-o", str(out)]) == 1
    assert len(ids(out)) == 10
    assert "`s3://papers/b/cut.jsonl.gz` cannot be read" in capsys.readouterr().err
    (failed,) = rows(out, "failed")
    assert failed["input"] == "s3://papers/b/cut.jsonl.gz"
    assert not manifest(out)["complete"]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("spec", ["s3://papers/none.jsonl", "s3://papers/c/", "s3://none/a.jsonl"])
def test_an_address_that_holds_nothing_is_one_line(spec, tmp_path, capsys):
    assert main(["corpus", spec, "-o", str(tmp_path / "out")]) == 2
    assert f"`{spec}` holds no file of papers" in capsys.readouterr().err


def test_a_store_that_is_not_there_is_one_line(tmp_path):
    environment = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    }
    command = [sys.executable, "-m", "summarizer", "corpus", "s3://papers/a.jsonl"]
    done = subprocess.run(
        [*command, "-o", str(tmp_path / "out"), "--quiet"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    (line,) = done.stderr.splitlines()
    assert "Connection refused" in line
    assert "the same command goes on" in line
