"""A Dockerfile's steps run in plain folders, where there is no container engine.

    python tests/support/container.py build FOLDER      # ./Dockerfile; the image is FOLDER/image
    python tests/support/container.py run FOLDER --version

What is played: each stage is a folder, with this machine's Python as a virtual environment in its
`usr/local`, whatever version `FROM` asks for; every absolute path of an instruction is one in that
folder; COPY gives what .dockerignore lets through; a cache mount is this machine's own cache; the
entrypoint has the image's environment alone, and no root's rights. What is not: the kernel's walls,
and the base image's own programs. An instruction or option that is not known here is refused.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

IMAGE, SETTINGS = "image", "image.json"
_PATH = re.compile(r"(?<![\w./:~-])/(?=\w)")
"""Where an absolute path begins; not within a relative one, nor in an address."""
_OURS = re.compile(r"SUMMARIZER_|OPENAI_|PYTHON|VIRTUAL_ENV|\w+_API_KEY$")


class Refused(Exception):
    """An instruction that is not known here, with its line."""


@dataclass(frozen=True)
class Instruction:
    """One instruction: its line, its name, its options, and the rest of its text."""

    line: int
    name: str
    options: tuple[str, ...]
    text: str

    def refuse(self, what):
        message = f"line {self.line}: {self.name}: {what} is not known here"
        raise Refused(message)


@dataclass
class Image:
    """A stage: its folder, and what it is run with."""

    root: str
    env: dict[str, str] = field(default_factory=dict)
    user: str = "0:0"
    workdir: str = "/"
    volumes: list[str] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    cmd: list[str] = field(default_factory=list)

    def inside(self, path):
        """A path of the image, seen from outside."""
        return Path(self.root, PurePosixPath(self.workdir, path).relative_to("/"))

    def mapped(self, text):
        """A text whose absolute paths are those of the image."""
        return _PATH.sub(f"{self.root}/", text)

    def environment(self, outer):
        """The variables of a process in it."""
        path = f"{self.root}/usr/local/bin:/usr/bin:/bin"
        own = {name: self.mapped(value) for name, value in self.env.items()}
        return {**outer, "HOME": self.root, "PATH": path, "LANG": "C.UTF-8", **own}


def instructions(text):
    """The instructions of a Dockerfile."""
    pending, first = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") or not line.strip():
            continue
        first = first if pending else number
        pending += line.removesuffix("\\").strip() + " "
        if not line.endswith("\\"):
            name, *rest = pending.split()
            count = next((at for at, word in enumerate(rest) if word[:2] != "--"), len(rest))
            options, words = tuple(rest[:count]), pending.split(maxsplit=1 + count)[1 + count :]
            yield Instruction(first, name.upper(), options, " ".join(words).strip())
            pending = ""


def _pattern(text):
    """A pattern of .dockerignore as a regular expression; it also takes what lies below."""
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", text.strip("/"))
    return re.compile("".join(parts.get(each, re.escape(each)) for each in pieces) + "(?:/.*)?")


def context(folder):
    """The files that a build may see, relative to its folder: the last pattern decides."""
    ignored = folder / ".dockerignore"
    lines = ignored.read_text().splitlines() if ignored.exists() else []
    rules = [
        (not each.startswith("!"), _pattern(each.removeprefix("!")))
        for each in map(str.strip, lines)
        if each and not each.startswith("#")
    ]
    tops = [path for path in folder.iterdir() if path.name not in {".git", "node_modules"}]
    files = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*"))]
    for path in sorted(each.relative_to(folder) for each in files if each.is_file()):
        verdicts = [leaves_out for leaves_out, rule in rules if rule.fullmatch(path.as_posix())]
        if not verdicts or not verdicts[-1]:
            yield path


def python_for_all(copy):
    """The folder of this machine's Python; a copy of it where only its owner may go there."""
    base = Path(sys.base_prefix)
    if all(each.stat().st_mode & 0o005 == 0o005 for each in (base, *base.parents)):
        return base
    if not copy.exists():
        left_out = shutil.ignore_patterns("site-packages", "test", "__pycache__", "*.a", "share")
        shutil.copytree(base, copy, symlinks=True, ignore=left_out)
    return copy


def begin(image):
    """What every image begins with: a Python, as a virtual environment in `usr/local`."""
    python = image.inside("/opt/python")
    python.parent.mkdir()
    python.symlink_to(python_for_all(Path(image.root).parent / "python"))
    image.env["LD_LIBRARY_PATH"] = "/opt/python/lib"
    program = python / "bin" / f"python{sysconfig.get_python_version()}"
    made = [program, "-m", "venv", image.inside("/usr/local")]
    subprocess.run(made, check=True, env=image.environment(os.environ))


class Build:
    """Runs the instructions of one Dockerfile into a folder."""

    def __init__(self, source, folder, begin=begin):
        self.source, self.folder, self.begin = Path(source), Path(folder), begin
        self.stages = {}
        self.image = None

    def run(self):
        """Every instruction in its turn; the last stage."""
        steps = list(instructions((self.source / "Dockerfile").read_text()))
        for step in steps:
            if not hasattr(self, f"do_{step.name.lower()}"):
                step.refuse("it")
        for step in steps:
            print(step.name, *step.options, step.text, flush=True)  # noqa: T201
            getattr(self, f"do_{step.name.lower()}")(step)
        (self.folder / SETTINGS).write_text(json.dumps(asdict(self.image)))
        return self.image

    def do_from(self, step):
        found = re.fullmatch(r"python:[\d.]+-slim(?: AS (\w+))?", step.text, re.IGNORECASE)
        if not found or step.options:
            step.refuse(step.text)
        root = self.folder / (found[1] or IMAGE)
        root.mkdir(parents=True)
        self.image = self.stages[found[1] or IMAGE] = Image(str(root))
        self.begin(self.image)

    def do_copy(self, step):
        sources = shlex.split(step.text)
        if step.options or sources[0] != "." or len(sources) != 2:
            step.refuse(" ".join((*step.options, step.text)))
        for path in context(self.source):
            target = self.image.inside(sources[1]) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.source / path, target)

    def do_run(self, step):
        mounts = [self._mount(step, option) for option in step.options]
        for place, real in mounts:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(real)
        try:
            outer = {name: each for name, each in os.environ.items() if not _OURS.match(name)}
            environment = self.image.environment(outer) | {"HOME": f"{self.image.root}/root"}
            command = ["sh", "-ec", self.image.mapped(step.text)]
            subprocess.run(command, cwd=self.image.inside("."), env=environment, check=True)
        finally:
            for place, _ in mounts:
                place.unlink()

    def _mount(self, step, option):
        """Where a mount shows, and what is there."""
        told = dict(each.partition("=")[::2] for each in option.partition("=")[2].split(","))
        place = self.image.inside(told.pop("target", ""))
        match option.partition("=")[0], told:
            case "--mount", {"type": "cache", **rest} if not rest:
                real = Path.home() / place.relative_to(Path(self.image.root, "root"))
                real.mkdir(parents=True, exist_ok=True)
                return place, real
            case "--mount", {"type": "bind", "from": stage, "source": path, **rest} if not rest:
                return place, self.stages[stage].inside(path)
        return step.refuse(option)

    def do_env(self, step):
        for each in shlex.split(step.text):
            name, equals, value = each.partition("=")
            if not equals or "$" in value:
                step.refuse(each)
            self.image.env[name] = value

    def do_workdir(self, step):
        self.image.workdir = str(PurePosixPath(self.image.workdir, step.text))
        self.image.inside(".").mkdir(parents=True, exist_ok=True)

    def do_volume(self, step):
        self.image.volumes.append(step.text)
        self.image.inside(step.text).mkdir(parents=True, exist_ok=True)

    def do_user(self, step):
        if not re.fullmatch(r"\d+:\d+", step.text):
            step.refuse(step.text)
        self.image.user = step.text

    def do_entrypoint(self, step):
        self.image.entrypoint = self._words(step)

    def do_cmd(self, step):
        self.image.cmd = self._words(step)

    def _words(self, step):
        """The words of the form that starts no shell."""
        return json.loads(step.text) if step.text.startswith("[") else step.refuse(step.text)


def started(image, arguments):
    """The exit code of the entrypoint, run as its user where this machine allows that."""
    user, group = map(int, image.user.split(":"))
    other = {"user": user, "group": group, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(
        [*image.entrypoint, *(arguments or image.cmd)],
        cwd=image.inside("."),
        env=image.environment({}),
        check=False,
        **other,
    )
    return done.returncode


def main(command, folder, *arguments):
    folder = Path(folder).resolve()
    if command == "build":
        folder.mkdir(parents=True, exist_ok=True)
        Build(Path.cwd(), folder).run()
        return 0
    return started(Image(**json.loads((folder / SETTINGS).read_text())), arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
