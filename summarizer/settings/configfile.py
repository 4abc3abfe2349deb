"""The configuration file, changed: one setting at a time, comments and all else kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import OutputError, SettingsError
from summarizer.files import locked, write_output
from summarizer.settings import Settings, checked, config_path, folder
from summarizer.settings.table import HELP, SECRETS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def put(values: Mapping[str, object]) -> Path:
    """Set these settings, and take out those that are None; the file they stand in.

    Values may be text as it is typed. Raises SettingsError where one is wrong or the file there is
    not valid, OutputError where it cannot be written; the file is then as it was.
    """
    given = {
        name: value if value is None and name in HELP else checked(name, value)
        for name, value in values.items()
    }
    place = config_path()
    with locked(folder("data") / "settings.lock"):
        text = _text(place)
        changed = _changed(text, given, place)
        if changed != text:
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                write_output(place, changed)
                if any(given.get(name) for name in SECRETS):
                    place.chmod(0o600)
            except OSError as error:
                message = f"cannot write `{place}`: {error.strerror}: the settings were not changed"
                raise OutputError(message) from error
    return place


def template() -> str:
    """A configuration file in which every setting stands with its default, commented out."""
    from json import dumps

    lines = ["# Settings of `summarize`. Remove the `# ` before a setting to change it.\n"]
    for name, text in HELP.items():
        value = getattr(Settings, name)
        shown = '""' if value is None else dumps(value)
        lines.append(f"\n# {text[:1].upper()}{text[1:]}.\n# {name} = {shown}\n")
    return "".join(lines)


def _text(place: Path) -> str:
    try:
        return place.read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except OSError as error:
        message = f"cannot read the configuration `{place}`: {error.strerror}"
        raise SettingsError(message) from error
    except UnicodeDecodeError as error:
        message = f"the configuration `{place}` is not UTF-8: fix it with `summarize config edit`"
        raise SettingsError(message) from error


def _changed(text: str, values: Mapping[str, object], place: Path) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        for name, value in values.items():
            if value is not None:
                document[name] = value
            elif name in document:
                document.remove(name)
        return tomlkit.dumps(document)
    except (TOMLKitError, ValueError, RecursionError) as error:
        message = (
            f"the configuration `{place}` is not valid TOML: {error}: fix it with "
            "`summarize config edit`"
        )
        raise SettingsError(message) from error
