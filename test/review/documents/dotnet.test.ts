import { describe, expect, test } from "vitest";
import { codeOf, codes, edges, read, references, settings } from "./read.ts";

const project = (inner: string) => `<Project Sdk="Microsoft.NET.Sdk">${inner}</Project>`;

describe("a project of MSBuild", () => {
  test("runs the command of a target that hangs on the build, with properties put in", () => {
    const text = project(
      '<PropertyGroup><Tool>sh</Tool></PropertyGroup><Target Name="Fetch" BeforeTargets="Build"><Exec Command="$(Tool) get.sh" /></Target>',
    );
    const code = codeOf("src/a.csproj", text, "target Fetch");
    expect(code).toMatchObject({ trigger: "build", folder: "src" });
    expect(code.text).toContain("sh get.sh");
  });

  test("does not run a target that nothing calls for", () => {
    const text = project('<Target Name="Alone"><Exec Command="sh get.sh" /></Target>');
    expect(codeOf("a.csproj", text, "target Alone").trigger).toBeNull();
  });

  test("runs events around the build, as batch where it is made for Windows", () => {
    const text = project(
      "<PropertyGroup><PreBuildEvent>powershell -File %CD%\\a.ps1</PreBuildEvent></PropertyGroup>",
    );
    expect(codeOf("a.csproj", text, "PreBuildEvent")).toMatchObject({
      language: "batch",
      trigger: "build",
    });
  });

  test("calls functions while it is only opened, and not those that make texts of texts", () => {
    const calls = (call: string) =>
      codes("a.csproj", project(`<PropertyGroup><A>$(${call})</A></PropertyGroup>`));
    expect(calls("[System.IO.File]::ReadAllText('/etc/passwd')")).toEqual([
      'open System.IO.File::ReadAllText: System.IO.File.ReadAllText("/etc/passwd");',
    ]);
    expect(calls("[System.String]::Format('a')")).toEqual([]);
  });

  test("loads what it imports when it is opened and built, and tells of what lies outside", () => {
    const text = project(
      '<Import Project="build\\more.targets" /><Import Project="C:\\x.targets" />',
    );
    expect(edges("src/a.csproj", text)).toEqual([
      "build src/build/more.targets",
      "open src/build/more.targets",
    ]);
    expect(settings("src/a.csproj", text)).toEqual(["msbuild.outside=Import: C:\\x.targets"]);
  });

  test("names its packages, the version inside or beside", () => {
    const text = project(
      '<ItemGroup><PackageReference Include="A" Version="1.0" /><PackageReference Include="B"><Version>2.0</Version></PackageReference></ItemGroup>',
    );
    expect(references("a.csproj", text)).toEqual(["nuget A 1.0", "nuget B 2.0"]);
  });
});

describe("settings of NuGet", () => {
  const config = (inner: string) =>
    settings("nuget.config", `<configuration>${inner}</configuration>`);

  test("name every source, and what is not checked", () => {
    expect(
      config(
        '<packageSources><add key="a" value="https://h.example/v3" /></packageSources><config><add key="signatureValidationMode" value="accept" /></config>',
      ),
    ).toEqual([
      "nuget.source=a=https://h.example/v3",
      "nuget.insecure=signatureValidationMode=accept",
    ]);
    expect(
      config('<config><add key="signatureValidationMode" value="require" /></config>'),
    ).toEqual([]);
  });

  test("tell that there is a password, and not which", () => {
    const told = config(
      '<packageSourceCredentials><a><add key="ClearTextPassword" value="hunter2" /></a></packageSourceCredentials>',
    );
    expect(told).toEqual(["nuget.token=ClearTextPassword"]);
  });
});

test("a lockfile of NuGet without a hash is told, and parts of the project are no packages", () => {
  const lock = JSON.stringify({
    dependencies: {
      "net8.0": {
        A: { type: "Direct", resolved: "1.0.0", contentHash: "aa==" },
        B: { type: "Transitive", resolved: "2.0.0" },
        Own: { type: "Project" },
      },
    },
  });
  expect(references("packages.lock.json", lock)).toEqual([
    "nuget-locked A 1.0.0",
    "nuget-locked B 2.0.0",
  ]);
  expect(settings("packages.lock.json", lock)).toEqual(["lockfile.integrity-missing=B"]);
});

test("tools and kits of .NET are references", () => {
  const tools = '{"tools":{"a":{"version":"1.0.0"},"b":7}}';
  expect(references(".config/dotnet-tools.json", tools)).toEqual(["dotnet-tool a 1.0.0"]);
  expect(references("global.json", '{"msbuild-sdks":{"S":"3.0"}}')).toEqual(["nuget S 3.0"]);
});

test("a launch profile is the command that it starts, in the language of its system", () => {
  const launch = (path: string) =>
    codeOf(
      "Properties/launchSettings.json",
      JSON.stringify({ profiles: { a: { executablePath: path, commandLineArgs: "-x y" } } }),
      "profile a",
    );
  expect(launch("/opt/my tool")).toMatchObject({
    language: "shell",
    text: '"/opt/my tool" -x y',
    trigger: null,
  });
  expect(launch("%TEMP%\\a.exe").language).toBe("batch");
  expect(
    read("Properties/launchSettings.json", '{"profiles":{"a":{"commandName":"Project"}}}').code,
  ).toEqual([]);
});
