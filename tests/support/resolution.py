"""How many versions pip reads of each package before it finds a set that fits.

    python tests/support/resolution.py . '.[dev]'

resolves each as in a fresh environment, installs nothing, and fails where pip read more than
three versions of any package: somebody's bounds no longer meet, and everybody who installs waits.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict

MOST = 3
_READ = re.compile(r"\s*(?:Downloading|Using cached|Processing) (\S+?)(?:\.metadata)?(?:\s|$)")
_WHEEL = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)(?:-[^-]+)?-[^-]+-[^-]+-[^-]+\.whl")
_SOURCE = re.compile(r"(?P<name>.+)-(?P<version>[^-]+)\.(?:tar\.\w+|tgz|zip)")
_FOUND = re.compile(r"(.+)-[^-]+")


def normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def tries(output):
    """The versions that pip read of each package, in its order."""
    found = defaultdict(list)
    for line in output.splitlines():
        read = _READ.match(line)
        archive = read[1].rpartition("/")[2] if read else ""
        named = _WHEEL.fullmatch(archive) or _SOURCE.fullmatch(archive)
        if named and named["version"] not in found[normalised(named["name"])]:
            found[normalised(named["name"])].append(named["version"])
    return dict(found)


def resolved(output):
    """The packages that pip would install; none where it found no set that fits."""
    last = re.findall(r"^Would install (.*)$", output, re.MULTILINE)
    return {normalised(_FOUND.fullmatch(each)[1]) for each in " ".join(last).split()}


def problems(output, own="summarize-papers"):
    """What is wrong with a resolution, a line each."""
    read, found = tries(output), resolved(output)
    if not found:
        return ["pip found no set of versions that fits"]
    unseen = sorted(found - set(read) - {own})
    if unseen:
        return [f"pip's output is not understood: it tells nothing of {', '.join(unseen)}"]
    return [
        f"pip read {len(versions)} versions of {name} ({versions[0]} to {versions[-1]}), "
        f"more than {MOST}: bound it in pyproject.toml"
        for name, versions in sorted(read.items())
        if len(versions) > MOST
    ]


def resolve(wanted):
    """What pip says while it resolves this in an environment that has nothing yet."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-color", "install"]
    told = [*pip, "--dry-run", "--ignore-installed", "--progress-bar", "off", wanted]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
    return done.stdout


def main(wanted):
    failed = False
    for each in wanted:
        output = resolve(each)
        found = problems(output)
        most = max(map(len, tries(output).values()), default=0)
        for line in found or [f"{len(resolved(output))} packages, {most} versions at most of each"]:
            print(f"resolving {each}: {line}")  # noqa: T201
        failed |= bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
