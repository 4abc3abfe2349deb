"""The Dockerfile: what it promises, and the rules by which `.ci/run` plays it without an engine."""

from __future__ import annotations

import os
import re
import tomllib

import pytest
from container import Build, Refused, context, instructions, main, started
from places import ROOT

STEPS = list(instructions((ROOT / "Dockerfile").read_text()))
LAST_STAGE = STEPS[max(at for at, step in enumerate(STEPS) if step.name == "FROM") :]
FROM = "FROM python:3.13-slim"


def told(name):
    """What the image that is kept says by an instruction."""
    return [step.text for step in LAST_STAGE if step.name == name]


class TestOurs:
    def test_every_instruction_is_one_that_is_played(self):
        assert [step for step in STEPS if not hasattr(Build, f"do_{step.name.lower()}")] == []

    def test_it_starts_the_command_as_a_user_who_is_not_root(self):
        assert told("ENTRYPOINT") == ['["summarize"]']
        assert int(told("USER")[-1].partition(":")[0]) > 0
        assert told("ENV") == ["SUMMARIZER_HOME=/data"]
        assert told("VOLUME") == ["/data"]

    def test_its_python_is_slim_and_one_that_the_package_takes(self):
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
        lowest = int(re.fullmatch(r">=3\.(\d+)", project["requires-python"])[1])
        for step in STEPS:
            if step.name == "FROM":
                assert int(re.match(r"python:3\.(\d+)-slim", step.text)[1]) >= lowest

    def test_it_sees_what_the_wheel_is_built_from_and_nothing_else(self):
        seen = list(context(ROOT))
        tops = {path.parts[0] for path in seen}
        assert tops == {"pyproject.toml", "README.md", "LICENSE", "summarizer", "prompts", "docs"}
        assert [path.name for path in seen if path.parts[0] == "docs"] == ["agents.md"]
        assert not [path for path in context(ROOT) if path.suffix == ".pyc"]


@pytest.fixture
def source(tmp_path):
    """A folder with a Dockerfile to be, in a place that every user may enter."""
    for each in (tmp_path, *tmp_path.parents[:2]):
        each.chmod(0o755)
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


@pytest.fixture
def built(source, tmp_path):
    """Builds these lines into an image, without a Python in it."""

    def build(*lines):
        (source / "Dockerfile").write_text("\n".join(lines) + "\n")
        return Build(source, tmp_path / "made", begin=lambda _: None).run()

    return build


class TestPlaying:
    @pytest.mark.parametrize(
        "line",
        [
            "EXPOSE 80",
            "FROM debian:stable",
            "COPY a b c",
            "COPY --chown=1 . .",
            "RUN --network=none true",
            "RUN --mount=type=secret,target=/x true",
            "ENV A=$B",
            "USER reader",
            "CMD summarize",
        ],
    )
    def test_what_is_not_known_is_refused_with_its_line(self, built, line):
        with pytest.raises(Refused, match=rf"^line 2: {line.split()[0]}: .* is not known here"):
            built(FROM, line)

    def test_nothing_is_run_where_an_instruction_is_not_known(self, built, tmp_path):
        with pytest.raises(Refused):
            built(FROM, f"RUN touch {os.path.relpath(tmp_path / 'seen', '/')}", "EXPOSE 80")
        assert not (tmp_path / "made").exists()

    def test_paths_of_a_step_lie_in_the_image(self, built):
        image = built(FROM, "WORKDIR /a/b", "RUN echo one >/a/c; \\", "  pwd >f")
        assert image.inside("/a/c").read_text() == "one\n"
        assert image.inside("f").read_text().strip() == str(image.inside("/a/b"))
        assert image.mapped("pip --find=/x a/b ./c http://host/d ~/e") == (
            f"pip --find={image.root}/x a/b ./c http://host/d ~/e"
        )

    def test_a_step_that_fails_ends_the_build(self, built):
        with pytest.raises(Exception, match="exit status 3"):
            built(FROM, "RUN exit 3")

    def test_a_copy_has_what_is_not_ignored(self, built, source):
        for name in ("keep/a.txt", "keep/__pycache__/a.pyc", "secret", "kept.md", "other.md"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(name)
        (source / ".dockerignore").write_text("# ours\n*\n!keep\n!k*.md\n**/__pycache__\n")
        image = built(FROM, "WORKDIR /src", "COPY . .")
        root = image.inside("/")
        found = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
        assert found == {"src/keep/a.txt", "src/kept.md"}

    def test_a_mount_shows_another_stage_for_one_step(self, built):
        image = built(
            *(f"{FROM} AS first", "RUN mkdir /dist && echo made >/dist/wheel", FROM),
            *("RUN --mount=type=bind,from=first,source=/dist,target=/dist cp /dist/wheel /got",),
        )
        assert image.inside("/got").read_text() == "made\n"
        assert not image.inside("/dist").exists()

    def test_the_entrypoint_is_run_as_the_user_with_the_environment_alone(
        self, built, monkeypatch, capfd
    ):
        monkeypatch.setenv("SUMMARIZER_MODEL", "not passed on")
        image = built(
            *(FROM, "RUN mkdir -m 1777 /data", "ENV SUMMARIZER_HOME=/data", "VOLUME /data"),
            *("USER 1000:1000", "WORKDIR /data", 'ENTRYPOINT ["sh", "-c"]'),
            'CMD ["id -u; pwd; env | grep SUMMARIZER; echo >written; exit 7"]',
        )
        assert started(image, ()) == 7
        user, place, variable = capfd.readouterr().out.splitlines()[-3:]
        assert user == ("1000" if os.geteuid() == 0 else str(os.geteuid()))
        assert place == str(image.inside("/data"))
        assert variable == f"SUMMARIZER_HOME={place}"
        assert image.inside("/data/written").exists()
        folder = image.inside("/").parent
        assert main("run", folder, "exit 5") == 5
