"""A manifest of one version told in the other: what goes where, and what has no place there.

Version 1 to version 2 is the mapping of the standard's own converter, without its guesses (it makes levels out of `made`);
the other way round nobody has written one down, and this one takes each field to the field that means the same.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from catalog.licenses import verdict
from catalog.okh.losh import links
from catalog.okh.shaping import link
from catalog.okh.shaping import person as whose
from catalog.okh.terms import KEYS, V1_LANGUAGE, V2_LANGUAGE, Data, Dialect, Value
from catalog.text import quote


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that an export does not say. `no-place`: all of it; `shortened`: some of it; `joined`: it cannot be parted again.

    `field` is the key of the manifest, or of the design; `path` leads to it in the design file.
    """

    field: str
    code: Literal["no-place", "shortened", "joined", "changed-since"]
    message: str
    path: tuple[str, ...] = ()


class _Crossing:
    """One manifest on its way: what was used of it, what it says in the other version, and what was lost."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.told: Data = {}
        self.lost: list[Loss] = []
        self._used: set[str] = set()

    def take(self, key: str) -> Value | None:
        """The value of a key that has a place."""
        self._used.add(key)
        return self.data.get(key)

    def move(self, key: str, new: str) -> None:
        """A value that stays as it is, under its new key."""
        if (value := self.take(key)) is not None:
            self.told[new] = value

    def say(self, new: str, value: Value | None) -> None:
        """A value under its new key, if there is one."""
        if value is not None and value not in ("", []):
            self.told[new] = value

    def items(self, key: str, new: str) -> list[Value]:
        """What a list holds; anything but a list goes over as it is, and holds nothing."""
        value = self.take(key)
        if isinstance(value, list):
            return value
        self.say(new, value)
        return []

    def less(self, key: str, what: str) -> None:
        """Note that some of a value has no place."""
        self.lost.append(Loss(key, "shortened", f"of {quote(key)} is lost: {what}"))

    def rest(self, to: Dialect) -> None:
        """Pass on what nobody took and the other version knows by its very name (mixtures exist); note all else."""
        version = "version 1" if to == "okh-v1" else "version 2"
        for key, value in self.data.items():
            if key in self._used or key in {"okhv", "okh-manifest-version"}:
                continue
            if key in KEYS[to] and key not in self.told:
                self.told[key] = value
            else:
                self.lost.append(Loss(key, "no-place", f"{quote(key)} has no place in {version}"))


def crossed(data: Data, to: Dialect) -> tuple[Data, list[Loss]]:
    """The manifest in the other version, and everything that this one does not say; losses in the order of the manifest."""
    way = _Crossing(data)
    if to == "okh-losh":
        _first_to_second(way)
    else:
        _second_to_first(way)
    way.rest(to)
    order = list(data)
    return way.told, sorted(way.lost, key=lambda loss: order.index(loss.field))


def _first_to_second(way: _Crossing) -> None:
    way.told["okhv"] = V2_LANGUAGE
    way.move("title", "name")
    _repo(way)
    way.move("version", "version")
    way.move("archive-download", "release")
    _license(way)
    _licensor(way)
    _function(way)
    for key in ("image", "documentation-language", "bom"):
        way.move(key, key)
    _documents(way, "making-instructions", "manufacturing-instructions")
    _documents(way, "operating-instructions", "user-manual", most=1)
    _standards(way)
    _fork(way)
    _software(way)


def _repo(way: _Crossing) -> None:
    home, project = way.take("documentation-home"), way.take("project-link")
    way.say(
        "repo", home if link(home) is not None else project if link(project) is not None else home or project
    )
    other = "project-link" if way.told.get("repo") == home else "documentation-home"
    if home is not None and project is not None and home != project:
        way.less(other, "version 2 has one address, `repo`")


def _license(way: _Crossing) -> None:
    licenses = way.take("license")
    if not isinstance(licenses, dict):
        way.say("license", licenses)
        return
    kind = next((each for each in ("hardware", "documentation") if isinstance(licenses.get(each), str)), None)
    if kind is not None and isinstance(name := licenses[kind], str):
        way.say("license", _told_as(way, name))
    if others := [
        each for each in licenses if each != kind and (kind is None or licenses[each] != licenses[kind])
    ]:
        way.less("license", f"that of {', '.join(others)}; version 2 has one license")


def _told_as(way: _Crossing, name: str) -> str:
    """The license as both want it: an SPDX expression, or a reference to a license by whatever name it has."""
    if verdict(name) != "invalid":
        return name
    words = re.findall(r"[A-Za-z0-9.]+", name.removeprefix("LicenseRef-"))
    reference = f"LicenseRef-{'-'.join(words)[:200] or 'unnamed'}"
    way.less("license", f"{quote(name)} is no SPDX expression; it is told as {reference}")
    return reference


def _licensor(way: _Crossing) -> None:
    who = way.take("licensor")
    if not isinstance(who, dict):
        way.say("licensor", who)
        return
    name, mail = who.get("name"), who.get("email")
    parts = [name if isinstance(name, str) else "", f"<{mail}>" if isinstance(mail, str) and mail else ""]
    way.say("licensor", " ".join(part for part in parts if part))
    if others := [key for key in who if key not in {"name", "email"}]:
        way.less("licensor", ", ".join(others))


def _function(way: _Crossing) -> None:
    keys = ("description", "intended-use", "health-safety-notice")
    texts = [(key, text) for key in keys if isinstance(text := way.take(key), str)]
    way.say("function", "\n".join(text.strip("\n") for _, text in texts))
    for key, _ in texts if len(texts) > 1 else ():
        message = f"{quote(key)} is joined into `function` and cannot be parted from it again"
        way.lost.append(Loss(key, "joined", message))


def _documents(way: _Crossing, key: str, new: str, *, most: int | None = None) -> None:
    documents = way.items(key, new)
    paths, more = _column(documents, "path")
    told = paths[:most]
    way.say(new, _one_or_several(told))
    if len(documents) > len(told):
        way.less(key, f"{len(documents) - len(told)} of {len(documents)} documents")
    if more:
        way.less(key, "titles")


def _standards(way: _Crossing) -> None:
    standards = way.items("standards-used", "standard-compliance")
    titles, more = _column(standards, "standard-title")
    way.say("standard-compliance", _one_or_several(titles))
    if more or len(titles) < len(standards):
        way.less("standards-used", "all but the titles")


def _fork(way: _Crossing) -> None:
    for key in ("derivative-of", "variant-of"):
        thing = way.data.get(key)
        address = (
            next(links([thing.get("web", ""), thing.get("manifest", "")]), None)
            if isinstance(thing, dict)
            else None
        )
        if address is not None and "fork-of" not in way.told:
            way.take(key)
            way.told["fork-of"] = address
            way.less(key, "the title, and whether it is derived or a variant")


def _software(way: _Crossing) -> None:
    paths, more = _column(way.items("software", "software"), "path")
    way.say("software", [{"release": path} for path in paths])
    if more:
        way.less("software", "titles")


def _column(rows: list[Value], key: str) -> tuple[list[str], bool]:
    """The texts that the tables of a list hold under this key; whether any of them holds something else beside."""
    tables = [each for each in rows if isinstance(each, dict)]
    texts = [text for each in tables if isinstance(text := each.get(key), str)]
    return texts, any(set(each) - {key} for each in tables)


def _one_or_several(texts: list[str]) -> Value | None:
    """A single text as it is, several as a list."""
    return list(texts) if len(texts) > 1 else texts[0] if texts else None


def _second_to_first(way: _Crossing) -> None:
    way.told["okh-manifest-version"] = V1_LANGUAGE
    way.move("name", "title")
    way.move("function", "description")
    way.move("version", "version")
    way.move("repo", "project-link")
    way.move("release", "archive-download")
    if (license_ := way.take("license")) is not None:
        name = _told_as(way, license_) if isinstance(license_, str) else license_
        way.told["license"] = name if isinstance(name, dict) else {"hardware": name}
    _people(way)
    for key, new in (
        ("image", "image"),
        ("bom", "bom"),
        ("documentation-language", "documentation-language"),
    ):
        _first_of(way, key, new)
    for key, new in _DOCUMENTS:
        if paths := _paths(way.take(key)):
            way.told[new] = [{"path": path} for path in paths]
    if titles := _paths(way.take("standard-compliance")):
        way.told["standards-used"] = [{"standard-title": title} for title in titles]
    if addresses := _paths(way.take("fork-of")):
        way.told["derivative-of"] = {"title": addresses[0], "web": addresses[0]}
        if len(addresses) > 1:
            way.less("fork-of", "all but the first")
    _programs(way)


_DOCUMENTS: Final = (
    ("manufacturing-instructions", "making-instructions"),
    ("user-manual", "operating-instructions"),
    ("source", "design-files"),
    ("export", "manufacturing-files"),
)


def _people(way: _Crossing) -> None:
    """The first licensor, the others as contributors; an organization is the licensor's, or a licensor itself."""
    who = [person for each in _items(way.take("licensor")) if (person := _person(each)) is not None]
    named = (_organization(each) for each in _items(way.take("organization")))
    organization = [name for name in named if name is not None]
    if who and organization and "affiliation" not in who[0]:
        who[0] = {**who[0], "affiliation": organization[0]}
        organization = organization[1:]
    who += [{"name": name} for name in organization]
    if who:
        way.told["licensor"] = who[0]
    if who[1:]:
        way.told["contributors"] = list(who[1:])


def _items(value: Value | None) -> list[Value]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _person(value: Value) -> Data | None:
    if isinstance(value, str):
        return whose(value)
    if isinstance(value, dict):
        named = {"name": value.get("name"), "affiliation": value.get("memberOf"), "email": value.get("email")}
        return {key: each for key, each in named.items() if isinstance(each, str)}
    return None


def _organization(value: Value) -> str | None:
    name = value.get("name") if isinstance(value, dict) else value
    return name if isinstance(name, str) and name else None


def _first_of(way: _Crossing, key: str, new: str) -> None:
    value = way.take(key)
    paths = _paths(value)
    way.say(new, paths[0] if paths else None)
    if len(paths) > 1:
        way.less(key, "all but the first")
    if any(isinstance(each, dict) for each in (value if isinstance(value, list) else [value])):
        way.less(key, "what it shows")


def _programs(way: _Crossing) -> None:
    software = way.take("software")
    addresses, more = _column(software if isinstance(software, list) else [], "release")
    way.say("software", [{"path": address} for address in addresses])
    if more:
        way.less("software", "all but the addresses")


def _paths(value: Value | None) -> list[str]:
    """The texts in a text, a list of them, or of tables with a location."""
    items = value if isinstance(value, list) else [value]
    found = ((each.get("location") or each.get("path")) if isinstance(each, dict) else each for each in items)
    return [text for text in found if isinstance(text, str) and text]
