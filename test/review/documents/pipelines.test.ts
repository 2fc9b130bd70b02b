import { describe, expect, it } from "vitest";
import { codes } from "./read.ts";

describe("pipelines of other services", () => {
  it.each([
    [
      ".gitlab-ci.yml",
      "test:\n  before_script: make deps\n  script:\n    - make\n    - make test\n",
      ["ci test before_script: make deps", "ci test script: make\nmake test"],
    ],
    [
      ".circleci/config.yml",
      "jobs:\n  a:\n    steps:\n      - checkout\n      - run: make\n      - run: {name: b, command: make b}\n",
      ["ci jobs a steps run: make", "ci jobs a steps run command: make b"],
    ],
    [
      "azure-pipelines.yml",
      "steps:\n  - script: make\n  - pwsh: Get-Item a\n",
      ["ci steps script: make", "ci steps pwsh: Get-Item a"],
    ],
    [
      ".travis.yml",
      "install: true\nscript:\n  - make\nafter_success: make done\n",
      ["ci install: true", "ci script: make", "ci after_success: make done"],
    ],
    [
      "bitbucket-pipelines.yml",
      "pipelines:\n  default:\n    - step:\n        script: [make]\n",
      ["ci pipelines default step script: make"],
    ],
    [
      ".gitpod.yml",
      "tasks:\n  - init: make\n    command: make run\n",
      ["open tasks init: make", "open tasks command: make run"],
    ],
    [
      "compose.yaml",
      "services:\n  a:\n    command: [sh, -c, make all]\n",
      ["build services a command: sh -c 'make all'"],
    ],
    [
      "k8s/a.yaml",
      "apiVersion: v1\nspec:\n  containers:\n    - command: [sh, -c, 'it''s']\n",
      ["release spec containers command: sh -c 'it'\\''s'"],
    ],
    [
      "roles/web/tasks/main.yml",
      "- name: a\n  shell: make\n- ansible.builtin.command: make b\n",
      ["release shell: make", "release ansible.builtin.command: make b"],
    ],
  ])("gives the commands of %s with the moment at which they run", (path, text, expected) => {
    expect(codes(path, text)).toEqual(expected);
  });

  it("takes no YAML for objects of a cluster that says nothing of one", () => {
    expect(codes("deploy/settings.yaml", "command: [rm, -rf, /]\n")).toEqual([]);
  });

  it("reads a chart around its gaps", () => {
    const text =
      'apiVersion: v1\nname: {{ .Values.name }}\nspec:\n  args: ["sh", "-c", "make {{ .Values.a }}"]\n';
    expect(codes("charts/a/templates/b.yaml", text)).toEqual(["release spec args: sh -c 'make x'"]);
  });
});
