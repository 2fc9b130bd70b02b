import { describe, expect, it } from "vitest";
import { codes, settings } from "./read.ts";

describe("build scripts", () => {
  it.each([
    [
      "CMakeLists.txt",
      'project(a)\nexecute_process(COMMAND git describe OUTPUT_VARIABLE v)\nadd_custom_target(x COMMAND sh -c "make b" COMMAND echo c)\n',
      ["build line 2: git describe", 'build line 3: sh -c "make b"', "build line 3 (2): echo c"],
    ],
    [
      "build.gradle",
      "task a {\n  doLast { ['sh', '-c', 'make b'].execute() }\n  runner.start 'sh', '-c', 'make c'\n}\n",
      ["build line 3: sh -c 'make c'"],
    ],
    [
      "settings.gradle.kts",
      'exec(arrayOf("bash", "-c", "make b"))\nstart(listOf("bash", "-c", "make \\"c\\""))\n',
      ["build line 2: bash -c 'make \"c\"'"],
    ],
    [
      "Jenkinsfile",
      "steps {\n  sh 'make'\n  remote(['bash', '-c', 'make b'])\n}\n",
      ["ci line 3: bash -c 'make b'"],
    ],
    [
      "main.tf",
      'provisioner "local-exec" {\n  command = "make a"\n}\ndata "external" "x" {\n  program = ["bash", "-c", "make b"]\n}\n',
      ["release line 1: make a", "release line 4: bash -c 'make b'"],
    ],
    [".exrc", ":silent !make a\nset number\n", ["open line 1: make a"]],
    [".nvim.lua", 'os.execute("make a")\nvim.o.number = true\n', ["open line 1: make a"]],
  ])("gives the commands that %s starts", (path, text, expected) => {
    expect(codes(path, text)).toEqual(expected);
  });

  it("takes autoconf for shell code between macros, and reads what is kept in quotes", () => {
    const text = "AC_INIT([a], [1])\ndnl a note\nmake a\nmap='tr a b | sh'\nAC_OUTPUT\n";
    const [whole, kept] = codes("configure.ac", text);
    expect(whole).toContain("make a");
    expect(whole).not.toContain("a note");
    expect(kept).toBe("build line 4: tr a b | sh");
  });

  it.each([
    ["build.sbt", 'resolvers += "a" at "http://198.51.100.4/maven"\n'],
    ["project/A.scala", 'MavenRepository("a", "http://198.51.100.4/maven")\n'],
    ["a.sc", '//> using repository "http://198.51.100.4/maven"\n'],
    ["build.gradle", "maven { url 'http://198.51.100.4/maven' }\n"],
  ])("says where the libraries of %s come from", (path, text) => {
    expect(settings(path, text).join()).toMatch(/^maven\.\S+-repository=http:/);
  });

  it("takes a list of words for a command only when it begins with a program", () => {
    expect(codes("build.gradle", "implementation('a', 'b', 'c')\n")).toEqual([]);
  });
});
