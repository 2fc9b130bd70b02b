import type { DocumentReading } from "./document.ts";
import { parseIni } from "./ini-document.ts";
import { all, each, entriesAt, shown, texts, textOf, type Node } from "./node.ts";
import { folderOf, inFolder } from "./paths.ts";
import { noteRequirement } from "./requirements.ts";
import { createNotes, type Notes } from "./reading.ts";
import { parseToml } from "./toml-document.ts";

/** `pyproject.toml`: who builds the package, what it needs, and what the tools run. */
export function readPyproject(text: string, path: string): DocumentReading {
  const { root, problem } = parseToml(text);
  const notes = createNotes();
  const folder = folderOf(path);
  noteBackend(root, folder, notes);
  for (const value of each(root, "build-system", "requires")) noteRequirement(value, notes);
  for (const value of each(root, "project", "dependencies")) noteRequirement(value, notes);
  for (const group of [["project", "optional-dependencies"], ["dependency-groups"]]) {
    for (const entry of entriesAt(root, ...group)) {
      for (const value of entry.value.items) noteRequirement(value, notes);
    }
  }
  for (const { key, value } of entriesAt(root, "project", "urls")) {
    if (/source|repo|code|github|home/i.test(key))
      notes.setting("package.repository", shown(value), value);
  }
  for (const value of all(root, "tool", "poetry", "repository"))
    notes.setting("package.repository", shown(value), value);
  notePoetry(root, notes);
  noteIndexes(root, notes);
  noteTestOptions(each(root, "tool", "pytest", "ini_options", "addopts"), notes);
  noteTestOptions(each(root, "tool", "pytest", "ini_options", "plugins"), notes);
  noteTasks(root, folder, notes);
  return notes.reading(problem);
}

/** PEP 517: `backend-path` makes code of the repository the builder of the package. */
function noteBackend(root: Node, folder: string, notes: Notes): void {
  const backends = all(root, "build-system", "build-backend");
  for (const place of each(root, "build-system", "backend-path")) {
    notes.setting(
      "install.backend-path",
      `${shown(place)}: ${backends.map((each) => shown(each)).join(" ")}`,
      place,
    );
    for (const backend of backends) {
      const module = (textOf(backend) ?? "").split(":")[0]?.replaceAll(".", "/") ?? "";
      const base = inFolder(folder, textOf(place) ?? "");
      if (base === null || module === "") continue;
      const to = base === "" ? module : `${base}/${module}`;
      notes.edge(
        { to: `${to}.py`, by: `build-backend ${textOf(backend) ?? ""}`, trigger: "install" },
        backend,
      );
      notes.edge(
        {
          to: `${to}/__init__.py`,
          by: `build-backend ${textOf(backend) ?? ""}`,
          trigger: "install",
        },
        backend,
      );
    }
  }
  for (const hook of all(root, "tool", "hatch", "build", "hooks", "custom")) {
    const file = texts(hook, "path")[0] ?? "hatch_build.py";
    const to = inFolder(folder, file);
    if (to !== null) notes.edge({ to, by: "hatch build hook", trigger: "install" }, hook);
  }
}

function notePoetry(root: Node, notes: Notes): void {
  const groups = entriesAt(root, "tool", "poetry", "group").map((entry) => entry.value);
  const lists = [
    ...entriesAt(root, "tool", "poetry", "dependencies"),
    ...entriesAt(root, "tool", "poetry", "dev-dependencies"),
    ...groups.flatMap((group) => entriesAt(group, "dependencies")),
  ];
  for (const { key, value } of lists) {
    if (key === "python") continue;
    const version = value.kind === "scalar" ? textOf(value) : (texts(value, "version")[0] ?? null);
    notes.reference({ type: "pypi", name: key, version }, ["install"], value);
    for (const source of ["git", "url", "path"]) {
      for (const from of all(value, source))
        notes.setting("pip.source", `${key}: ${shown(from)}`, from);
    }
  }
  for (const { key, value } of entriesAt(root, "tool", "uv", "sources")) {
    notes.setting("pip.source", `${key}: ${shown(value)}`, value);
  }
}

function noteIndexes(root: Node, notes: Notes): void {
  const sources = [
    ...each(root, "tool", "poetry", "source"),
    ...each(root, "tool", "uv", "index"),
    ...each(root, "tool", "pdm", "source"),
  ];
  for (const url of sources.flatMap((source) => all(source, "url")))
    notes.setting("pip.index", shown(url), url);
  for (const key of ["index-url", "extra-index-url", "find-links"]) {
    for (const value of each(root, "tool", "uv", key))
      notes.setting("pip.index", shown(value), value);
  }
}

/** `-p name` loads a module before any test. */
function noteTestOptions(values: readonly Node[], notes: Notes): void {
  for (const value of values) {
    for (const match of (textOf(value) ?? "").matchAll(/(?:^|\s)-p[ =]?(?!no:)([\w.]+)/g)) {
      notes.setting("python.test-plugin", match[1] ?? "", value);
    }
  }
}

/** Commands of the task runners that keep them in `pyproject.toml`. */
function noteTasks(root: Node, folder: string, notes: Notes): void {
  const lists = [
    ...entriesAt(root, "tool", "poe", "tasks"),
    ...entriesAt(root, "tool", "pdm", "scripts"),
    ...entriesAt(root, "tool", "taskipy", "tasks"),
    ...entriesAt(root, "tool", "hatch", "envs").flatMap((entry) =>
      entriesAt(entry.value, "scripts"),
    ),
  ];
  for (const { key, value } of lists) {
    for (const command of [
      ...(value.kind === "map" ? [] : each(value)),
      ...each(value, "cmd"),
      ...each(value, "shell"),
    ]) {
      const trigger = /^test/.test(key) ? "test" : null;
      notes.code(
        { language: "shell", text: textOf(command) ?? "", trigger, name: key, folder },
        command,
      );
    }
  }
}

/** `setup.cfg`, `tox.ini`, `pytest.ini`: requirements, test options and test commands. */
export function readPythonIni(text: string, path: string): DocumentReading {
  const notes = createNotes();
  const folder = folderOf(path);
  const root = parseIni(text);
  for (const { key, value: section } of root.entries) {
    noteTestOptions(all(section, "addopts"), notes);
    for (const value of [...all(section, "install_requires"), ...all(section, "setup_requires")]) {
      noteRequirement(value, notes);
    }
    if (!/^(?:testenv|tox)/.test(key)) continue;
    for (const name of ["install_command", "commands_pre", "commands", "commands_post"]) {
      for (const value of all(section, name)) {
        const command = (textOf(value) ?? "").replace(
          /\{(?:posargs[^}]*|toxinidir|tox_root)\}/g,
          ".",
        );
        notes.code(
          { language: "shell", text: command, trigger: "test", name: `${key} ${name}`, folder },
          value,
        );
      }
    }
    for (const value of all(section, "deps")) noteRequirement(value, notes);
  }
  return notes.reading(null);
}
