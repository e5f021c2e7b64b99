"""The sheet that every page is filled into: its template, its style, and the hash by which the page allows that style alone."""
from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup


@lru_cache(maxsize=8)
def template(name: str) -> Template:
    """The template of this name; what is filled in is escaped."""
    environment = Environment(
        loader=PackageLoader("dragoman", "views/templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


@lru_cache(maxsize=8)
def style(*names: str) -> tuple[Markup, str]:
    """These style sheets one after the other, and their hash for the Content-Security-Policy."""
    folder = resources.files("dragoman") / "views" / "templates"
    # The hash of the policy is taken over exactly what stands between the tags.
    text = "\n" + "".join((folder / name).read_text(encoding="utf-8") for name in names)
    return Markup(text), base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
