"""Reads the files that are copied to a server: nginx's site, systemd's units and the files of settings."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from scorecard.settings import PROJECT

DEPLOYMENT = PROJECT / "docs" / "deployment"
TOKEN = re.compile(
    r"""\#[^\n]*|"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<mark>[{};])|(?P<word>[^\s{};"'#][^\s{};]*)"""
)


@dataclass
class Directive:
    """One directive of nginx, with what stands in its braces."""

    name: str
    words: tuple[str, ...]
    inside: list["Directive"] = field(default_factory=list)

    def find(self, name: str, *words: str) -> list["Directive"]:
        """List the directives of a name directly inside, that begin with so many words."""
        return [one for one in self.inside if one.name == name and one.words[: len(words)] == words]

    def values(self, name: str) -> list[str]:
        """List what the directives of a name directly inside say."""
        return [" ".join(one.words) for one in self.find(name)]


def read_nginx(path: Path) -> Directive:
    """Read a file of nginx into one directive that holds all others; raises ValueError where braces do not match."""
    whole = Directive("", ())
    open_blocks, words = [whole], list[str]()
    for token in TOKEN.finditer(path.read_text(encoding="utf-8")):
        mark = token["mark"]
        if mark == "}":
            if words or len(open_blocks) == 1:
                raise ValueError(f"{path.name}: a brace or a semicolon is missing before {token.start()}.")
            open_blocks.pop()
        elif mark:
            directive = Directive(words[0], tuple(words[1:]))
            open_blocks[-1].inside.append(directive)
            words = []
            if mark == "{":
                open_blocks.append(directive)
        elif not token[0].startswith("#"):
            words.append(next(part for part in (token["double"], token["single"], token["word"]) if part is not None))
    if words or len(open_blocks) != 1:
        raise ValueError(f"{path.name}: a brace or a semicolon is missing at the end.")
    return whole


def read_unit(path: Path) -> dict[str, list[str]]:
    """Read the settings of a unit's services: each name with all its lines."""
    settings: dict[str, list[str]] = {}
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#") and section == "Service":
            name, _, value = line.partition("=")
            settings.setdefault(name, []).append(value)
    return settings


def read_environment(path: Path) -> dict[str, str]:
    """Read a file of settings that systemd and bash must understand alike; raises ValueError where they would not."""
    settings = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            if not re.fullmatch(r"[A-Z][A-Z0-9_]*=[\w./:+=-]+", line):
                raise ValueError(f"{path.name}: {line}")
            name, _, value = line.partition("=")
            settings[name] = value
    return settings
