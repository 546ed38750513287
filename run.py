"""Set up everything that the project needs, then do one job.

    python3 run.py               do the main job: open the window, or without a
                                 display print it and save pictures of the window
    python3 run.py test [ARG]…   run every check; ARG goes to pytest
    python3 run.py build         build the application folder dist/advisor

Needs Python 3.11 or later and nothing else: no package outside the standard
library. What it installs goes to ``.venv/``, pinned by hash in ``requirements/``.
As root on Debian or Ubuntu it also installs missing system libraries; otherwise
it says which ones to ask for. When nothing has changed, setting up takes less
than a second.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "installed.json"
PICTURES = ROOT / "pictures"

# What Qt loads at run time, and the Debian package that has it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What the tests start: a screen in memory, a message bus, a user's keyboard, the other age, and
# what sees which files are written; and what tells the project's files from others.
PROGRAMS = {
    "git": "git",
    "Xvfb": "xvfb",
    "dbus-run-session": "dbus",
    "xdotool": "xdotool",
    "age": "age",
    "strace": "strace",
    "pdftotext": "poppler-utils",
}
# What the tests read the screen with, as a screen reader does.
FILES = {
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/gi/__init__.py": "python3-gi",
    "/usr/lib/*/girepository-1.0/Atspi-2.0.typelib": "gir1.2-atspi-2.0",
}
FONTS = "/usr/share/fonts/**/*.[to]tf"

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
)


def main(arguments: list[str]) -> int:
    """Set up, do the job that the arguments name and return its exit code."""
    job = arguments[0] if arguments else "run"
    if job not in ("run", "test", "build") or (job != "test" and len(arguments) > 1):
        print(__doc__, file=sys.stdout if job in ("-h", "--help") else sys.stderr)
        return 0 if job in ("-h", "--help") else 2
    try:
        set_up(job)
    except subprocess.CalledProcessError as error:
        say(f"Setting up failed: {' '.join(map(str, error.cmd))}")
        return 1
    if job == "test":
        return test(arguments[1:])
    if job == "build":
        return run("pyinstaller", "--noconfirm", "--log-level=WARN", "build.spec")
    return do_main_job()


def say(text: str) -> None:
    """Print one line at once, so that it stands in order with what we start."""
    print(text, flush=True)


def run(program: str, *arguments: str) -> int:
    """Run one of the environment's programs and return its exit code."""
    say(" ".join(["$", program, *arguments]))
    return subprocess.run([SCRIPTS / program, *arguments], cwd=ROOT, check=False).returncode


# The three jobs


def do_main_job() -> int:
    """Open the window, or print the same job where there is no display."""
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return run("advisor")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return run("advisor", "tour", "--pictures", str(PICTURES.relative_to(ROOT)))


def test(arguments: list[str]) -> int:
    """Run every check, the tests last; the first one that fails ends it."""
    for check in CHECKS:
        code = run(*check)
        if code:
            return code
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A file's tests share what they have set up, so they stay together. Files come in order: by the
    # number of their tests the longest, which have few, came last, and one core waited for them.
    # A worker that crashes is not replaced: pytest-xdist 3.8 then waits without end for what the
    # old one had yet to do.
    spread = ("--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder")
    spread = (*spread, "--max-worker-restart=0")
    return run("pytest", *spread, *arguments)


# Setting up


def set_up(job: str) -> None:
    """Make the environment hold what the job's lock file pins.

    Raises:
        subprocess.CalledProcessError: A step of it failed.
    """
    install_system_packages(missing_system_packages(job))
    if not works(SCRIPTS / "python"):
        say("Creating .venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    lock = ROOT / "requirements" / f"{job}.txt"
    wanted = {
        lock.name: digest(lock.read_bytes()),
        # An editable install: only the packaging tables can make it stale.
        "project": digest((ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()),
    }
    installed = json.loads(STAMP.read_text("utf-8")) if STAMP.exists() else {}
    if wanted.items() <= installed.items():
        return
    if installed.get(lock.name) != wanted[lock.name]:
        say(f"Installing what requirements/{lock.name} pins")
        pip("--require-hashes", "--only-binary=:all:", "-r", str(lock))
    # One line in a .pth file: the usual finder costs every start some 10 ms.
    plain = "--config-settings=editable_mode=compat"
    pip("--no-build-isolation", plain, "--editable", str(ROOT))
    STAMP.write_text(json.dumps({**installed, **wanted}, indent=1), encoding="utf-8")


def works(python: Path) -> bool:
    """Tell whether an interpreter is there and has pip."""
    try:
        subprocess.run([python, "-m", "pip", "--version"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def digest(*parts: bytes) -> str:
    """Return a short name for some bytes."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def pip(*arguments: str) -> None:
    """Install with pip; the lock files are complete, so it resolves nothing.

    Raises:
        subprocess.CalledProcessError: pip refused or failed, and said why.
    """
    command = [str(SCRIPTS / "python"), "-m", "pip", "install", "--no-deps", "--quiet"]
    command += ["--no-input", "--disable-pip-version-check"]
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    subprocess.run([*command, *arguments], check=True, env=quiet)


def missing_system_packages(job: str) -> list[str]:
    """Return the Debian packages that this machine still needs for a job."""
    missing = []
    if not VENV.exists() and importlib.util.find_spec("ensurepip") is None:  # Debian splits it off
        missing.append(f"python3.{sys.version_info[1]}-venv")
    if sys.platform != "linux":
        return missing
    missing += [package for name, package in LIBRARIES.items() if not loads(name)]
    if not any(Path("/").glob(FONTS[1:])):
        missing.append("fonts-dejavu-core")
    if job == "test":
        missing += [package for name, package in PROGRAMS.items() if not shutil.which(name)]
        missing += [name for path, name in FILES.items() if not any(Path("/").glob(path[1:]))]
    if job == "build":
        missing += missing_to_build()
    return missing


def missing_to_build() -> list[str]:
    """Return the Debian packages that PyInstaller still needs."""
    missing = [] if shutil.which("objdump") else ["binutils"]
    # Debian's Python holds its library in itself; the built folder needs it as a file.
    library = f"libpython3.{sys.version_info[1]}.so.1.0"
    if not Path(sysconfig.get_config_var("LIBDIR"), library).exists() and not loads(library):
        missing.append(f"libpython3.{sys.version_info[1]}")
    return missing


def loads(library: str) -> bool:
    """Tell whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages as root, or say which ones to ask for and go on.

    Raises:
        subprocess.CalledProcessError: apt-get failed, and said why.
    """
    if not packages:
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        say("These system packages (by their Debian names) are missing; ask for them:")
        say(f"  {' '.join(packages)}")
        return
    say(f"Installing system packages: {' '.join(packages)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"]
    command = ["apt-get", "install", *quiet, "--yes", "--no-install-recommends", *packages]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (nobody has installed anything yet)
        sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    sys.exit(main(sys.argv[1:]))
