"""Set the course up in the folder ``.venv``, or mend it there, and open it (or test it).

``python3 -m helpers`` opens the first lesson in JupyterLab, ``python3 -m helpers test`` runs the
tests; what stands behind goes on to JupyterLab or pytest. Both run before anything is installed, so
this file needs the standard library only, and an old Python must be able to read it as far as the
sentence that asks for a newer one.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(ROOT, ".venv")
LOCKS = os.path.join(ROOT, ".requirements")
WINDOWS = os.name == "nt"
PYTHON = os.path.join(ENVIRONMENT, *(("Scripts", "python.exe") if WINDOWS else ("bin", "python")))
OLDEST, NEWEST = (3, 11), (3, 14)
"""The Pythons for which all packages exist ready-made."""
LONGEST = 95
"""What Windows leaves for the path of this folder: 260 characters less those of the packages."""


def fits(python):
    """Whether an interpreter starts, is one of those that fit, and can install packages."""
    needs = "pip" if python == PYTHON else "venv"
    probe = f"import sys, {needs}; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    try:
        done = subprocess.run(
            [python, "-c", probe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError:
        return False
    return done.returncode == 0


def find_python():
    """The Python that makes the environment: this one if it fits, or another of this computer."""
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    for python in [sys.executable, *filter(None, map(shutil.which, names))]:
        if fits(python):
            return python
    sys.exit(
        f"The course needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}, and this is "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Install Python 3.13 from python.org, open "
        "a new terminal in this folder and give the command again."
    )


def say(step):
    """Tell which step is under way: it may be quiet for minutes."""
    print(f"  {step} ...", flush=True)


def run(command, otherwise):
    """Run a step in this folder; where it fails, its own words and then a sentence end it all."""
    environment = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    if subprocess.call(command, cwd=ROOT, env=environment):
        sys.exit("\n" + otherwise)


def state_of(lock):
    """What an environment was made for: this place, these packages, what is copied into it."""
    paths = [lock, os.path.join(ROOT, "pyproject.toml"), os.path.abspath(__file__)]
    for folder, _, names in os.walk(os.path.join(ROOT, "helpers")):
        paths += [os.path.join(folder, n) for n in names if not n.endswith((".py", ".pyc"))]
    digest = hashlib.sha256(os.fsencode(ROOT))
    for path in sorted(paths):
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def prepare(name):
    """Make or mend the environment, with the packages of a lock file and the course itself.

    An environment whose interpreter is gone is made anew. Where the folder was moved or renamed, or
    a newer version of the course came, what is missing is installed, and the course once more.
    """
    lock = os.path.join(LOCKS, f"{name}.lock")
    done = os.path.join(ENVIRONMENT, f"{name}.done")
    sound = fits(PYTHON)
    if sound and os.path.exists(done):
        with open(done, encoding="utf-8") as file:
            if file.read() == state_of(lock):
                return
    python = PYTHON if sound else find_python()
    print("Setting up the course. The first time, this takes some minutes.", flush=True)
    if not sound:
        say("1 of 3: making the folder .venv")
        run(
            [python, "-m", "venv", "--clear", ENVIRONMENT],
            "Python could not make the folder .venv. On Debian and Ubuntu, this helps: "
            "sudo apt install python3-venv. Elsewhere: may you write in this folder, and is "
            "there room on the disk?",
        )
    say("2 of 3: fetching what the course needs; this is the long step")
    install = [PYTHON, "-m", "pip", "install", "--quiet"]
    run(
        [*install, "--require-hashes", "--only-binary=:all:", "-r", lock],
        "The packages are not all there. Is the internet reachable, also for Python (a proxy, a "
        "firewall)? Give the command again: it goes on where it stopped.",
    )
    say("3 of 3: the course itself")
    run(
        [*install, "--no-deps", "--no-build-isolation", "--editable", ROOT],
        "The course's own package could not be installed. Delete the folder .venv and give the "
        "command again; your answers are kept elsewhere.",
    )
    with open(done, "w", encoding="utf-8") as file:
        file.write(state_of(lock))


def main(words):
    """Prepare what is asked for, and become it."""
    if not os.path.isdir(LOCKS):
        sys.exit(
            "This is the installed package. To open the course, give the command in its folder."
        )
    if WINDOWS and len(ROOT) > LONGEST:
        print(
            f"The path of this folder is long for Windows ({len(ROOT)} characters). If the "
            "installation fails, move the folder to a short place, such as C:\\course."
        )
    testing = words[:1] == ["test"]
    prepare("tests" if testing else "course")
    if testing:
        command = [PYTHON, "-m", "pytest", "-n", "3", "--dist", "loadfile", *words[1:]]
    else:
        notebooks = os.path.join(ROOT, "notebooks")
        first = min(name for name in os.listdir(notebooks) if name.endswith(".ipynb"))
        start = [f"--ServerApp.root_dir={notebooks}", f"--LabApp.default_url=/lab/tree/{first}"]
        command = [PYTHON, "-m", "jupyterlab", "--log-level=WARN", *start, *words]
        print("The course opens in your browser. To stop it, press Ctrl and C here, twice.")
    sys.stdout.flush()
    os.chdir(ROOT)
    if not WINDOWS:
        os.execv(PYTHON, command)
    try:
        sys.exit(subprocess.call(command))
    except KeyboardInterrupt:  # JupyterLab heard it, too
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
