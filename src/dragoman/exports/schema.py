"""The contract of the record as JSON Schema (draft 2020-12), published with the package."""
from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def record_schema() -> dict[str, Any]:
    """The JSON Schema of one line of `dragoman read --format json`."""
    text = (resources.files("dragoman") / "data" / "record.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
