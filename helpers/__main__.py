"""Set the course up in the folder ``.venv``, or mend it there, and open it (or test it).

``python3 -m helpers`` opens the first lesson in JupyterLab, ``python3 -m helpers test`` runs the
tests; what stands behind goes on to JupyterLab or pytest. Both run before anything is installed, so
this file needs the standard library only, and an old Python must be able to read it as far as the
sentence that asks for a newer one.
"""

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
LONGEST = 90
"""What Windows leaves for the path of this folder: 260 characters less those of the packages."""


def fits(python):
    """Whether an interpreter starts, is one of those that fit, and can install packages."""
    probe = "import sys, {}; sys.exit(not {} <= sys.version_info[:2] <= {})"
    needs = "pip" if python == PYTHON else "venv"
    try:
        done = subprocess.run(
            [python, "-c", probe.format(needs, OLDEST, NEWEST)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return False
    return done.returncode == 0


def find_python():
    """The Python that makes the environment: this one if it fits, or another of this computer."""
    names = ["python3.{}".format(minor) for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    for python in [sys.executable, *filter(None, map(shutil.which, names))]:
        if fits(python):
            return python
    sys.exit(
        "The course needs Python 3.{} to 3.{}, and this is {}.{}. Install Python 3.13 from "
        "python.org and give the command again.".format(OLDEST[1], NEWEST[1], *sys.version_info)
    )


def run(command, otherwise):
    """Run a step in this folder; where it fails, its own words and then a sentence end it all."""
    environment = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    if subprocess.call(command, cwd=ROOT, env=environment):
        sys.exit("\n" + otherwise)


def prepare(lock):
    """Make or mend the environment, with the packages of a lock file and the course itself.

    It also mends what moved: an environment whose interpreter is gone is made anew, and the course
    is installed again from where it now is. Where all is there, nothing is fetched.
    """
    if not fits(PYTHON):
        print("Setting up the course. The first time, this takes a minute or two.", flush=True)
        run(
            [find_python(), "-m", "venv", "--clear", ENVIRONMENT],
            "Python could not make the folder .venv. On Debian and Ubuntu, this helps: "
            "sudo apt install python3-venv. Elsewhere: may you write in this folder, and is "
            "the disk full?",
        )
    install = [PYTHON, "-m", "pip", "install", "--quiet"]
    run(
        [*install, "--require-hashes", "--only-binary=:all:", "-r", os.path.join(LOCKS, lock)],
        "The packages are not all there. Is the internet reachable, also for Python (a proxy, a "
        "firewall)? The command can be given again, and goes on where it stopped.",
    )
    run(
        [*install, "--no-deps", "--no-build-isolation", "--editable", ROOT],
        "The course's own package could not be installed. Delete the folder .venv and give the "
        "command again; your answers are kept elsewhere.",
    )


def main(words):
    """Prepare what is asked for, and become it."""
    if not os.path.isdir(LOCKS):
        sys.exit("This is the installed package. To open the course, give the command in its folder.")
    if WINDOWS and len(ROOT) > LONGEST:
        print(
            "The path of this folder is long for Windows ({} characters). If the installation "
            "fails, move the folder to a short place, such as C:\\course.".format(len(ROOT))
        )
    testing = words[:1] == ["test"]
    prepare("tests.lock" if testing else "course.lock")
    if testing:
        command = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", *words[1:]]
    else:
        notebooks = os.path.join(ROOT, "notebooks")
        first = min(name for name in os.listdir(notebooks) if name.endswith(".ipynb"))
        command = [PYTHON, "-m", "jupyterlab", os.path.join(notebooks, first), *words]
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
