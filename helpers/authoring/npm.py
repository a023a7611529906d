"""Packages of npm, each in one version and checked against its published hash."""

from __future__ import annotations

import hashlib
import os
import tarfile
import urllib.request
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any


class NotFetched(ValueError):
    """A package is not to be had, or is not the one that was pinned. The sentence says which."""


def package(name: str, version: str, sha512: str, cache: Path, tell: Callable[[str], None]) -> Path:
    """Return the folder of an unpacked npm package; it is fetched once and kept.

    Parameters
    ----------
    name, version, sha512
        Which package, and its hash as npm publishes it, without ``sha512-``.
    cache
        Where it is kept.
    tell
        Is told when something is fetched.

    Raises
    ------
    NotFetched
        When the registry cannot be reached, or gives another file.
    """
    home = cache / f"{name}-{version}"
    if (home / "package/package.json").is_file():
        return home / "package"
    registry = os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org").rstrip("/")
    address = f"{registry}/{name}/-/{name}-{version}.tgz"
    tell(f"Getting {name} {version} from npm")
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            data = answer.read()
    except OSError as error:  # a URLError is one
        raise NotFetched(
            f"{address} could not be fetched ({error}); is there a way to npm?"
        ) from error
    if hashlib.sha512(data).digest() != b64decode(sha512):
        raise NotFetched(f"{address} is not the file that was pinned; do not use it.")
    cache.mkdir(parents=True, exist_ok=True)
    packed = cache / f"{name}-{version}.tgz"
    packed.write_bytes(data)
    # Before 3.11.4 there is no filter. The file is the one that was pinned, so none is needed.
    safe: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    with tarfile.open(packed) as archive:
        archive.extractall(home, **safe)
    packed.unlink()
    return home / "package"
