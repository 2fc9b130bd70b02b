"""Installs the packages of the mirror with pip, and then the project itself where it can be built."""

import json
import os
import subprocess
import sys
import sysconfig

HERE = "/dependencies"
WHEELS = HERE + "/wheels"
TOOLS = HERE + "/tools"


def place(entries, folder):
    """Gives each file the name that pip knows it by; answers the entries with their paths."""
    os.makedirs(folder, exist_ok=True)
    placed = []
    for entry in entries:
        path = os.path.join(folder, os.path.basename(entry["path"]))
        if not os.path.exists(path):
            os.link(os.path.join(HERE, entry["file"]), path)
        placed.append((entry, path))
    return placed


def pip(*words):
    """Runs pip out of its own wheel. It has no index, and no network that leads anywhere."""
    wheel = next(name for name in os.listdir(TOOLS) if name.startswith("pip-"))
    program = [sys.executable, os.path.join(TOOLS, wheel, "pip")]
    options = ["--no-input", "--disable-pip-version-check", "--quiet", "--no-cache-dir"]
    environment = {
        **os.environ,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": TOOLS + " " + WHEELS,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_ROOT_USER_ACTION": "ignore",
        "PIP_NO_WARN_SCRIPT_LOCATION": "1",
        # What names its version by git cannot ask git here.
        "SETUPTOOLS_SCM_PRETEND_VERSION": os.environ.get("SETUPTOOLS_SCM_PRETEND_VERSION", "0.0.1"),
    }
    return subprocess.call(program + [words[0]] + options + list(words[1:]), env=environment)


def install_packages(placed):
    """All at once and without asking what they ask for: the lockfile has said it."""
    lines = []
    for entry, path in placed:
        marker = "" if entry["note"] is None else " ; " + entry["note"]
        lines.append("%s @ file://%s%s\n" % (entry["name"], path, marker))
    listed = HERE + "/requirements.txt"
    with open(listed, "w", encoding="utf-8") as file:
        file.writelines(lines)
    return pip("install", "--no-deps", "-r", listed) if lines else 0


def install_project():
    """In place, as its own developers do; a project that cannot be built is put on the path."""
    if not any(os.path.exists("/workspace/" + name) for name in ("pyproject.toml", "setup.py")):
        return
    os.chdir("/workspace")
    if os.path.exists("setup.py") or "[build-system]" in read("pyproject.toml"):
        if pip("install", "--no-deps", "--editable", ".") == 0:
            return
        print("gatehouse: the project could not be built here, and is used from its folder")
    # Asked of this process, which began before any package: a start of Python runs their code.
    site = sysconfig.get_path("purelib")
    with open(site + "/workspace.pth", "w", encoding="utf-8") as file:
        file.write("/workspace/src\n/workspace\n")


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def main():
    with open(HERE + "/index.json", encoding="utf-8") as file:
        entries = [entry for entry in json.load(file) if entry["registry"] == "pypi"]
    place([entry for entry in entries if entry["note"] == "tool"], TOOLS)
    placed = place([entry for entry in entries if entry["note"] != "tool"], WHEELS)
    if install_packages(placed) != 0:
        return 1
    install_project()
    return 0


sys.exit(main())
