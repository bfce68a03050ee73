"""The words of Open Know-How: which keys each version has, what stands under them, and how else they are spelled.

Sources: okh-v1.schema.json and src/schema/okh.schema.json (2.4) of iop-alliance/OpenKnowHow, OKH-LOSH.md and the 2020 drafts
of OPEN-NEXT/OKH-LOSH, and what manifests in public repositories say.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Value: TypeAlias = str | list["Value"] | dict[str, "Value"]
"""What stands in a manifest: text, lists and mappings, nothing else; numbers and dates as they were written."""

Data: TypeAlias = dict[str, Value]

Dialect = Literal["okh-v1", "okh-losh"]
"""Version 1 (2019, YAML) and version 2 (LOSH, TOML)."""

Shape = Literal[
    "text",
    "texts",
    "flag",
    "person",
    "people",
    "docs",
    "thing",
    "things",
    "standards",
    "licenses",
    "free",
    "number",
]
"""What a key holds. `docs`: a list of {path, title}; `thing`: {title, web, manifest}; `free`: text, list or mapping."""

VERSION_1: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        "okh-manifest-version": "text",
        "date-created": "text",
        "date-updated": "text",
        "manifest-author": "person",
        "manifest-language": "text",
        "documentation-language": "text",
        "manifest-is-translation": "thing",
        "documentation-is-translation": "thing",
        "title": "text",
        "description": "text",
        "intended-use": "text",
        "keywords": "texts",
        "project-link": "text",
        "health-safety-notice": "text",
        "contact": "person",
        "contributors": "people",
        "image": "text",
        "version": "text",
        "development-stage": "text",
        "made": "flag",
        "made-independently": "flag",
        "standards-used": "standards",
        "derivative-of": "thing",
        "variant-of": "thing",
        "sub-parts": "things",
        "license": "licenses",
        "licensor": "person",
        "documentation-home": "text",
        "archive-download": "text",
        "design-files": "docs",
        "schematics": "docs",
        "bom": "text",
        "tool-list": "text",
        "making-instructions": "docs",
        "manufacturing-files": "docs",
        "risk-assessment": "docs",
        "tool-settings": "docs",
        "quality-instructions": "docs",
        "operating-instructions": "docs",
        "maintenance-instructions": "docs",
        "disposal-instructions": "docs",
        "software": "docs",
    }
)

VERSION_2: Final[Mapping[str, Shape]] = MappingProxyType(
    {
        "okhv": "text",
        "name": "text",
        "repo": "text",
        "version": "text",
        "release": "text",
        "license": "text",
        "licensor": "free",
        "organization": "free",
        "readme": "free",
        "contribution-guide": "free",
        "image": "free",
        "documentation-language": "free",
        "technology-readiness-level": "text",
        "documentation-readiness-level": "text",
        "attestation": "free",
        "publication": "free",
        "function": "text",
        "standard-compliance": "free",
        "cpc-patent-class": "free",
        "tsdc": "free",
        "bom": "free",
        "manufacturing-instructions": "free",
        "user-manual": "free",
        "outer-dimensions": "free",
        "mass": "number",
        "source": "free",
        "export": "free",
        "auxiliary": "free",
        "part": "free",
        "software": "free",
        "fork-of": "free",
        "timestamp": "text",
        "rdf": "free",
        "$schema": "text",
    }
)

KEYS: Final[Mapping[Dialect, Mapping[str, Shape]]] = MappingProxyType(
    {"okh-v1": VERSION_1, "okh-losh": VERSION_2}
)

# Other spellings, of drafts and of slips; camelCase and snake_case are read without standing here.
_ALSO_1: Final = {
    "name": "title",
    "sub": "sub-parts",
    "sub-part": "sub-parts",
    "license-holder": "licensor",
    "manifest-is-translation-of": "manifest-is-translation",
    "documentation-is-translation-of": "documentation-is-translation",
    "design-file": "design-files",
    "keyword": "keywords",
    "contributor": "contributors",
    "standard-used": "standards-used",
}
_ALSO_2: Final = {
    "title": "name",
    "spdx-license": "license",
    "organisation": "organization",
    "owner": "licensor",
    "language": "documentation-language",
    "description": "function",
    "repository": "repo",
    "tsdc-id": "tsdc",
    "ts-dc": "tsdc",
    "patent-class": "cpc-patent-class",
    "simplified-bom": "bom",
    "s-bom": "bom",
    "sbom": "bom",
    "standard": "standard-compliance",
    "open-technology-readiness-level": "technology-readiness-level",
    "parts": "part",
}
_ALSO: Final[Mapping[Dialect, Mapping[str, str]]] = MappingProxyType({"okh-v1": _ALSO_1, "okh-losh": _ALSO_2})
# Keys that say which version speaks; the others are in both, or in neither.
_SIGNS_1: Final = (
    "title okh-manifest-version manifest-author manifest-language date-created date-updated description intended-use "
    "project-link documentation-home development-stage made made-independently derivative-of variant-of sub-parts "
    "keywords contact contributors design-files making-instructions tool-list health-safety-notice"
).split()
_SIGNS_2: Final = (
    "okhv name repo function organization organisation owner spdx-license readme tsdc tsdc-id ts-dc release "
    "documentation-readiness-level technology-readiness-level cpc-patent-class manufacturing-instructions user-manual "
    "fork-of function-category functional-metadata source export part outer-dimensions timestamp"
).split()

V2_LANGUAGE: Final = "2.4"
"""What `okhv` says in manifests that we write."""
V1_LANGUAGE: Final = "1.0.0"
"""What `okh-manifest-version` says in manifests that we write."""


def kebab(key: str) -> str:
    """A key as the formats spell theirs: documentationLanguage and documentation_language → documentation-language."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", key)
    return parted.replace("_", "-").replace(" ", "-").casefold()


def dialect_of(keys: list[str]) -> Dialect | None:
    """Which version a file with these keys speaks; None if it is no manifest at all.

    Mixtures are judged by their keys; `name` without `okhv` does not make a manifest of version 1 one of version 2.
    """
    spelled = {kebab(key) for key in keys}
    first, second = len(spelled.intersection(_SIGNS_1)), len(spelled.intersection(_SIGNS_2))
    if first == second == 0:
        return None
    return "okh-losh" if second > first or (first == second and "title" not in spelled) else "okh-v1"


def canonical(key: str, dialect: Dialect) -> str:
    """The key as its version spells it; an unknown key stays as it is."""
    if key in KEYS[dialect]:
        return key
    spelled = kebab(key)
    spelled = _ALSO[dialect].get(spelled, spelled)
    return spelled if spelled in KEYS[dialect] else key
