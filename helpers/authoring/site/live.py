"""The live course without installation: JupyterLite with a Python that runs in the browser.

Everything comes from PyPI and npm under pinned names and hashes (`tools.lock`, `browser.lock`,
`PYODIDE`) and stays in a cache, so that a second build needs no network.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import venv
import zipfile
from collections.abc import Callable, Iterator, Mapping
from email.parser import Parser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers.content import course_root
from helpers.content.reading import DAY, read_yaml

from ..lesson_html import read_notebook
from ..npm import NotFetched, package
from .words import IN_A_BROWSER, in_the_browser, reworded

HERE = Path(__file__).parent
PROJECT = Path(__file__).resolve().parents[3]
PYODIDE = "314.0.7"
SHA512 = "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
CDN = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "package.json")
ABOUT_MB = 13
"""Of matplotlib and what it needs on the CDN, by the sizes published there; not fetched here."""
PLATFORM = ("3.14", "pyemscripten_2026_0_wasm32")
LEFT_OUT = ("authoring", "classroom/hub", "reader_extension", "__pycache__")
LITE_OPTIONS = ["--no-sourcemaps", "--no-libarchive"]
LITE_OPTIONS += [word for app in ("notebooks", "lab", "tree") for word in ("--apps", app)]
EXTENSIONS = {
    "product-or-project-reader": PROJECT / "helpers/reader_extension",
    "product-or-project-browser": HERE / "browser_extension",
}
STUBS = {"jedi": "0.19.2"}  # completes code that learners do not write, and is large
Tell = Callable[[str], None]


class BuildError(ValueError):
    """The live course cannot be built; the sentence says why and how to mend it."""


def _run(words: list[str], what: str, cwd: Path | None = None, **more: str) -> None:
    done = subprocess.run(
        words, cwd=cwd, capture_output=True, text=True, env={**os.environ, **more}, check=False
    )
    if done.returncode:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        last = [line for line in lines if "Error" in line] or lines or ["no reason given"]
        raise BuildError(f"{what} failed: {last[-1].strip()[:300]}")


def tools(cache: Path, tell: Tell) -> Path:
    """Return the Python of an environment with JupyterLite, made once for each `tools.lock`."""
    lock = HERE / "tools.lock"
    home = cache / f"tools-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (home / "ready").is_file():
        tell("Getting JupyterLite from PyPI")
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        words = ["-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r"]
        _run([str(python), *words, str(lock)], "Installing JupyterLite (is there a way to PyPI?)")
        (home / "ready").touch()
    return python


def pyodide(cache: Path, tell: Tell) -> Path:
    """Return the unpacked npm package ``pyodide``, checked against its published hash."""
    try:
        return package("pyodide", PYODIDE, SHA512, cache, tell)
    except NotFetched as error:
        raise BuildError(str(error)) from error


def wheels(cache: Path, python: Path, tell: Tell) -> list[Path]:
    """Return the wheels that a lesson in the browser needs, as `browser.lock` names them."""
    lock = HERE / "browser.lock"
    home = cache / f"wheels-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if not (home / "ready").is_file():
        tell("Getting the packages of the browser's Python from PyPI")
        version, platform = PLATFORM
        words = "-m pip download -q --no-deps --require-hashes --only-binary=:all:"
        words += f" --python-version {version}"
        words += f" --implementation cp --abi cp314 --abi none --platform {platform} --platform any"
        _run(
            [str(python), *words.split(), "-r", str(lock), "-d", str(home)],
            "Fetching the packages (is there a way to PyPI?)",
        )
        (home / "ready").touch()
    own = python.parents[1] / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension"
    mocks = [
        p
        for p in (own / "static/pypi").glob("*.whl")
        if not p.name.startswith("widgetsnbextension-3")
    ]
    return sorted(home.glob("*.whl")) + sorted(mocks)


def _entries(wheel: Path) -> tuple[str, list[str], list[str]]:
    """Return a wheel's version, what can be imported from it, and the packages that it needs."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        file = next(name for name in names if name.endswith(".dist-info/METADATA"))
        meta = Parser().parsestr(archive.read(file).decode("utf-8"))
    tops = {name.split("/")[0] for name in names if name.endswith((".py", ".so"))}
    tops = {top.removesuffix(".py") for top in tops if not top.endswith((".dist-info", ".data"))}
    needs = [
        _normal(re.split(r"[ ;<>=!~\[(]", line, maxsplit=1)[0])
        for line in meta.get_all("Requires-Dist") or []
        if "extra ==" not in line
    ]
    return meta["Version"], sorted(tops), needs


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def as_json(data: Any) -> str:
    """What a file of the course says, as `read_yaml` reads it a hundred times faster."""
    return json.dumps(data, ensure_ascii=False, default=lambda day: {DAY: day.isoformat()})


def _own_files(notebooks: list[Path], library: int) -> Iterator[tuple[str, bytes]]:
    """Yield what of the course goes to the browser: the learner's part, its data as JSON, the
    pictures as the committed notebooks show them, and how many MB the drawing library has."""
    if library:
        yield "helpers/charts/drawing_megabytes.txt", str(library).encode()
    for file in sorted((PROJECT / "helpers").rglob("*")):
        place = file.relative_to(PROJECT / "helpers").as_posix()
        if file.is_file() and not any(f"/{part}/" in f"/{place}" for part in LEFT_OUT):
            yield f"helpers/{place}", file.read_bytes()
    root = course_root()
    for file in sorted(root.rglob("*")):
        place = file.relative_to(root).as_posix()
        if file.suffix == ".yaml":
            data = reworded(read_yaml(file, place), IN_A_BROWSER)
            yield f"helpers/lessons_data/{place}", as_json(data).encode()
        elif file.is_file() and file.suffix in (".csv", ".svg"):
            yield f"helpers/lessons_data/{place}", file.read_bytes()
    for exhibit, html in pictures(notebooks).items():
        yield f"helpers/charts/drawn/{exhibit}.html", html.encode()


_CHART = re.compile(r'lesson\.chart\("(\w+)"')
_FIGURE = re.compile(r'<figure class="pp-chart.*?</figure>', re.DOTALL)


def pictures(notebooks: list[Path]) -> dict[str, str]:
    """Return the HTML of every chart as the committed notebooks show it, by the exhibit's id."""
    found: dict[str, str] = {}
    for path in notebooks:
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            asked = _CHART.findall("".join(cell["source"])) if cell["cell_type"] == "code" else []
            shown = "".join(
                "".join(output.get("data", {}).get("text/html", ""))
                for output in cell.get("outputs", [])
            )
            found |= dict(zip(asked, _FIGURE.findall(shown), strict=False))
    return found


def own_wheel(folder: Path, name: str, version: str, files: Mapping[str, bytes]) -> Path:
    """Write a pure wheel, the same bytes for the same files.

    What is in it decides its file's name: no browser's cache gives an old one for a new one.
    """
    stem = f"{name.replace('-', '_')}-{version}"
    info = f"{stem}.dist-info"
    meta = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    about = "Wheel-Version: 1.0\nGenerator: site\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    held = {**files, f"{info}/METADATA": meta.encode(), f"{info}/WHEEL": about.encode()}
    held[f"{info}/RECORD"] = "".join(f"{one},,\n" for one in held).encode()
    mark = hashlib.sha256(repr(held).encode()).hexdigest()[:10]
    path = folder / f"{stem}-0{mark}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for one, data in held.items():
            entry = zipfile.ZipInfo(one, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return path


def drawing_packages(lock: Mapping[str, Any], drawing: str) -> dict[str, dict[str, Any]]:
    """Return matplotlib and all it needs, as Pyodide's lock names them.

    Raises
    ------
    BuildError
        When a folder has not all of it, or a file is not the one that the lock names.
    """
    wanted, found = ["matplotlib"] if drawing != "none" else [], {}
    for name in wanted:
        entry = lock["packages"][name]
        found[name] = entry
        wanted += [need for need in entry["depends"] if need not in wanted]
        if drawing == "cdn":
            continue
        file = Path(drawing) / entry["file_name"]
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != entry["sha256"]:
            raise BuildError(
                f"{file} is missing or not the file of Pyodide {PYODIDE}; take it from {CDN}"
                f"{entry['file_name']}, or build with --drawing none."
            )
    return found


def library_size(source: Path, drawing: str) -> int:
    """Return how many MB the drawing library has, about; 0 where it is not offered."""
    if drawing in ("none", "cdn"):
        return ABOUT_MB if drawing == "cdn" else 0
    lock = json.loads((source / "pyodide-lock.json").read_text("utf-8"))
    files = [Path(drawing) / one["file_name"] for one in drawing_packages(lock, drawing).values()]
    return -(-sum(file.stat().st_size for file in files) // 1_000_000)


def lay_out(source: Path, made: Path, packages: list[Path], drawing: str) -> None:
    """Put Pyodide, the packages and a lock that names just these into ``made``.

    Parameters
    ----------
    source : Path
        Pyodide's npm package.
    made : Path
        The folder that the site serves.
    packages : list of Path
        The wheels.
    drawing : str
        Where matplotlib comes from: "none", "cdn", or a folder that holds Pyodide's own wheels.
    """
    made.mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(source / name, made / name)
    lock = json.loads((source / "pyodide-lock.json").read_text("utf-8"))
    chosen: dict[str, dict[str, Any]] = {}
    needs: dict[str, list[str]] = {}
    for wheel in packages:
        name = _normal(wheel.name.split("-")[0])
        version, tops, needs[name] = _entries(wheel)
        shutil.copyfile(wheel, made / wheel.name)
        chosen[name] = {
            "name": name,
            "version": version,
            "file_name": wheel.name,
            "install_dir": "site",
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
            "package_type": "package",
            "imports": tops,
            "unvendored_tests": False,
        }
    for name, entry in chosen.items():
        entry["depends"] = [need for need in needs[name] if need in chosen]
    learner = ["msgspec", "ipywidgets", "anywidget", "markdown-it-py", "platformdirs", "fsrs"]
    chosen["product-or-project"]["depends"] = learner
    for name, known_as in drawing_packages(lock, drawing).items():
        entry = dict(known_as)
        if drawing == "cdn":
            entry["file_name"] = CDN + entry["file_name"]
        else:
            shutil.copyfile(Path(drawing) / entry["file_name"], made / entry["file_name"])
        chosen.setdefault(name, entry)
    lock["packages"] = chosen
    (made / "pyodide-lock.json").write_text(json.dumps(lock), "utf-8")


SETTINGS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Product or Project?",
        "exposeAppInBrowser": True,
        "contentsAllJsonFile": "all.json",
        "defaultKernelName": "python",
        # Lessons change nothing that would have to be saved, so nobody is asked when leaving.
        "disabledExtensions": ["@jupyter-notebook/application-extension:dirty"],
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                "disablePyPIFallback": True,
                "loadPyodideOptions": {
                    "packages": [
                        "micropip",
                        "piplite",
                        "ipykernel",
                        "comm",
                        "pyodide-kernel",
                        "ipython",
                        "jedi",
                        "product-or-project",
                    ]
                },
            }
        },
    },
}
OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    # A page that was saved once would hide every later version of the lesson.
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "product-or-project-reader:plugin": {"startByItself": True},
}


def precompile(made: Path, cache: Path, tell: Tell) -> None:
    """Turn the packages into bytecode with the very Python that will run them."""
    if not (node := shutil.which("node")):
        tell("Node.js is not here, so the packages stay source code: lessons start slower")
        return
    tell("Compiling the packages")
    program = HERE / "precompile.mjs"
    how = hashlib.sha256(program.read_bytes()).hexdigest()[:12]
    kept = cache / f"compiled-{PYODIDE}-{how}"
    _run([node, str(program), str(made), str(kept)], "Compiling the packages")


def build_live(folder: Path, cache: Path, drawing: str, notebooks: list[Path], tell: Tell) -> None:
    """Build the live course into a new folder.

    Raises
    ------
    BuildError
        When something cannot be fetched or built.
    """
    cache.mkdir(parents=True, exist_ok=True)
    python = tools(cache, tell)
    source = pyodide(cache, tell)
    packages = wheels(cache, python, tell)
    with TemporaryDirectory() as place:
        work = Path(place)
        packages += [own_wheel(work, *stub, {}) for stub in STUBS.items()]
        files = dict(_own_files(notebooks, library_size(source, drawing)))
        packages += [own_wheel(work, "product-or-project", "2.0.0", files)]
        made = work / "lite/static/pyodide"
        lay_out(source, made, packages, drawing)
        precompile(made, cache, tell)
        extensions = python.parents[1] / "share/jupyter/labextensions"
        for name, folder_of in EXTENSIONS.items():
            shutil.copytree(folder_of, extensions / name, dirs_exist_ok=True)
        (work / "lite/jupyter-lite.json").write_text(json.dumps(SETTINGS), "utf-8")
        (work / "lite/overrides.json").write_text(json.dumps(OVERRIDES), "utf-8")
        tell("Building JupyterLite")
        words = [str(python), str(python.with_name("jupyter-lite")), "build", *LITE_OPTIONS]
        words += ["--output-dir", str(folder.resolve())]
        _run(words, "Building JupyterLite", work / "lite")
    _put_lessons(folder, notebooks)
    _put_icons(folder)


def _put_icons(folder: Path) -> None:
    """Put the tab's icon where the pages look for it, idle and at work."""
    icons = folder / "static/favicons"
    icons.mkdir(parents=True)
    for name in ("favicon", "favicon-notebook", "favicon-busy-1"):
        shutil.copyfile(folder / "notebooks/favicon.ico", icons / f"{name}.ico")
    for app in ("notebooks", "lab", "tree"):
        page = folder / app / "index.html"
        link = '<link rel="icon" type="image/x-icon" class="idle favicon" href="./favicon.ico">'
        words = page.read_text("utf-8").replace("</title>", f"</title>\n    {link}", 1)
        page.write_text(words.replace("<html>", '<html lang="en">', 1), "utf-8")


def _put_lessons(folder: Path, notebooks: list[Path]) -> None:
    """Put the notebooks where JupyterLite looks for them, with their list.

    JupyterLite's own way would ask for the whole of jupyter-server to write this list.
    """
    (folder / "files").mkdir(exist_ok=True)
    (folder / "api/contents").mkdir(parents=True, exist_ok=True)
    day = "2026-01-01T00:00:00Z"

    def entry(name: str, kind: str, **more: Any) -> dict[str, Any]:
        base = {"name": name, "path": name, "type": kind, "created": day, "last_modified": day}
        return base | {"format": None, "content": None, "mimetype": None, "writable": True, **more}

    listed = []
    for path in notebooks:
        words = json.dumps(in_the_browser(read_notebook(path), live=True), ensure_ascii=False)
        (folder / "files" / path.name).write_text(words, "utf-8")
        listed.append(entry(path.name, "notebook", size=len(words.encode())))
    all_of_it = entry("", "directory", format="json", content=listed, size=None)
    (folder / "api/contents/all.json").write_text(json.dumps(all_of_it), "utf-8")
