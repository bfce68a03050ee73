"""The published rules of both versions as JSON Schemas, in our own words: required fields, and what each may hold.

After okh-v1.schema.json and src/schema/okh.schema.json (2.4) of iop-alliance/OpenKnowHow. Unknown keys are allowed by both.
"""

from typing import Any, Final

from license_expression import get_spdx_licensing

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
_ANY_TEXT: Final[Schema] = {"type": "string"}
_FLAG: Final[Schema] = {"type": "boolean"}
_URL: Final[Schema] = {"type": "string", "pattern": "^https?://[^\\s]+$"}
_DAY: Final[Schema] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_PERSON: Final[Schema] = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "affiliation": {"type": "string"},
        "email": {"type": "string"},
    },
}
_THING: Final[Schema] = {
    "type": "object",
    "properties": {"title": {"type": "string"}, "manifest": {"type": "string"}, "web": {"type": "string"}},
}
_DOCS: Final[Schema] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"path": {"type": "string"}, "title": {"type": "string"}},
        "required": ["path"],
    },
}

V1: Final[Schema] = {
    "type": "object",
    "required": ["title", "description", "license"],
    "anyOf": [{"required": ["project-link"]}, {"required": ["documentation-home"]}],
    "properties": {
        "title": _TEXT,
        "description": _TEXT,
        "version": {"type": ["string", "number"]},
        "license": {
            "type": "object",
            "minProperties": 1,
            "properties": {kind: {"type": "string"} for kind in ("hardware", "documentation", "software")},
            "anyOf": [{"required": [kind]} for kind in ("hardware", "documentation", "software")],
        },
        "project-link": _URL,
        "keywords": {"type": "array", "items": {"type": "string"}},
        **dict.fromkeys(("made", "made-independently"), _FLAG),
        **dict.fromkeys(("date-created", "date-updated"), _DAY),
        **dict.fromkeys(
            (
                "okh-manifest-version intended-use health-safety-notice development-stage documentation-home image "
                "archive-download bom tool-list manifest-language documentation-language"
            ).split(),
            _ANY_TEXT,
        ),
        "licensor": {**_PERSON, "required": ["name"]},
        "manifest-author": _PERSON,
        "contact": _PERSON,
        "contributors": {"type": "array", "items": _PERSON},
        "derivative-of": _THING,
        "variant-of": _THING,
        "sub-parts": {"type": "array", "items": _THING},
        "standards-used": {"type": "array", "items": {"type": "object", "required": ["standard-title"]}},
        **dict.fromkeys(
            (
                "design-files schematics making-instructions manufacturing-files risk-assessment tool-settings "
                "quality-instructions operating-instructions maintenance-instructions disposal-instructions software"
            ).split(),
            _DOCS,
        ),
    },
}

_ONE_OR_MANY: Final[Schema] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
_SIZE: Final[Schema] = {
    "type": "object",
    "required": ["width", "depth", "height"],
    "properties": {side: {"type": "number", "exclusiveMinimum": 0} for side in ("width", "depth", "height")},
}

V2: Final[Schema] = {
    "type": "object",
    "required": ["okhv", "name", "repo", "license", "licensor", "function"],
    "properties": {
        "okhv": {"enum": ["2.4", "2.3", "2.0", "OKH-LOSHv1.0"]},
        "name": _TEXT,
        "repo": _URL,
        "version": {"type": ["string", "number"]},
        "license": _TEXT,
        "function": _TEXT,
        "licensor": {
            "anyOf": [
                _TEXT,
                {"type": "object", "required": ["name"]},
                {"type": "array", "items": {"type": ["string", "object"]}},
            ]
        },
        "technology-readiness-level": {"enum": [f"OTRL-{number}" for number in range(1, 7)]},
        "documentation-readiness-level": {"enum": ["ODRL-1", "ODRL-2", "ODRL-3", "ODRL-3*", "ODRL-4"]},
        "mass": {"type": "number"},
        "outer-dimensions": _SIZE,
        **dict.fromkeys(
            (
                "release readme contribution-guide user-manual manufacturing-instructions bom attestation source export "
                "auxiliary documentation-language standard-compliance fork-of tsdc publication"
            ).split(),
            _ONE_OR_MANY,
        ),
        "part": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name"],
                "anyOf": [{"required": ["source"]}, {"required": ["export"]}],
                "properties": {"mass": {"type": "number"}},
            },
        },
        "software": {"type": "array", "items": {"type": "object", "required": ["release"]}},
    },
}


def is_spdx(expression: str) -> bool:
    """Whether an expression is SPDX, references to other licenses included."""
    words = expression.replace("(", " ").replace(")", " ").split()
    named = [
        word for word in words if not word.startswith("LicenseRef-") and word not in {"AND", "OR", "WITH"}
    ]
    return all(not get_spdx_licensing().validate(word).errors for word in named)
