/** Files in which a package manager would run code, or be told to, and what must come of them. */
export interface Planted {
  manager: string;
  /** The places, as the page names them. */
  places: string;
  language: string;
  /** Files of the commit; `run` is a command that leaves a mark where it runs. */
  files: (run: string) => Record<string, string>;
  /** What is said instead of fetching anything. */
  refused: RegExp;
}

const gem = (run: string) =>
  `source "https://h.example"\nsystem(${JSON.stringify(run)})\ngem "one"\n`;
const berry = (checksum: string) =>
  `__metadata:\n  version: 8\n\n"one@npm:1.0.0":\n  version: 1.0.0\n  resolution: "one@npm:1.0.0"\n${checksum}  languageName: node\n  linkType: hard\n`;
const manifest = (more: object) =>
  JSON.stringify({ name: "project", version: "1.0.0", dependencies: { one: "1.0.0" }, ...more });
const berryFiles = (run: string) => {
  const code = `require("node:child_process").execSync(${JSON.stringify(run)});`;
  return {
    ...{ "plugin.cjs": code, "yarn.cjs": code, ".pnp.cjs": code, "yarn.config.cjs": code },
    "package.json": manifest({ packageManager: "yarn@4.5.0", scripts: { postinstall: run } }),
    ".yarnrc.yml":
      "yarnPath: ./yarn.cjs\nplugins: [./plugin.cjs]\nnpmRegistryServer: https://h.example\n",
  };
};

/** Package managers of which nothing is fetched. The others are tried with a sandbox. */
export const PLANTED: readonly Planted[] = [
  {
    manager: "Maven",
    places: "`pom.xml`, `.mvn/extensions.xml`, `.mvn/jvm.config`, `.mvn/maven.config`, `mvnw`",
    language: "java",
    files: (run) => ({
      "pom.xml": `<project><build><plugins><plugin><artifactId>exec-maven-plugin</artifactId><configuration><executable>${run}</executable></configuration></plugin></plugins></build></project>`,
      ".mvn/extensions.xml":
        "<extensions><extension><groupId>h</groupId><artifactId>e</artifactId><version>1</version></extension></extensions>",
      ".mvn/jvm.config": `-XX:OnError="${run}" -javaagent:agent.jar\n`,
      ".mvn/maven.config": "-s\nsettings.xml\n",
      "settings.xml":
        "<settings><mirrors><mirror><url>https://h.example</url></mirror></mirrors></settings>",
      mvnw: `#!/bin/sh\n${run}\n`,
    }),
    refused: /^packages of Java are not fetched: .*"dependencies: none"/,
  },
  {
    manager: "Gradle",
    places: "`build.gradle`, `settings.gradle`, `init.gradle`, `buildSrc`, the wrapper",
    language: "java",
    files: (run) => ({
      ...{ "build.gradle": `"${run}".execute()\n`, "settings.gradle": `"${run}".execute()\n` },
      "init.gradle": `"${run}".execute()\n`,
      "gradle.lockfile": "h:one:1.0.0=testCompileClasspath\n",
      "buildSrc/build.gradle": `"${run}".execute()\n`,
      "gradle/wrapper/gradle-wrapper.properties":
        "distributionUrl=https\\://h.example/gradle.zip\n",
      gradlew: `#!/bin/sh\n${run}\n`,
    }),
    refused: /^packages of Java are not fetched: .*"dependencies: none"/,
  },
  {
    manager: "Bundler",
    places: "`Gemfile`, `*.gemspec`, `extconf.rb`, `.bundle/config`",
    language: "ruby",
    files: (run) => ({
      ...{ Gemfile: gem(run), "project.gemspec": gem(run), "ext/extconf.rb": gem(run) },
      ".bundle/config": `BUNDLE_BUILD__ONE: "--with-x=$(${run})"\n`,
      "Gemfile.lock":
        "GEM\n  remote: https://rubygems.org/\n  specs:\n    one (1.0.0)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  one\n",
    }),
    refused: /^it pins 1 package, and packages of Ruby are not fetched: .*"dependencies: none"/,
  },
  {
    manager: "Composer",
    places: "scripts and plugins of `composer.json`",
    language: "php",
    files: (run) => ({
      "composer.json": JSON.stringify({
        ...{ require: { "h/one": "1.0.0" }, config: { "allow-plugins": true } },
        scripts: { "pre-install-cmd": run, "post-install-cmd": run, "post-autoload-dump": run },
        repositories: [{ type: "composer", url: "https://h.example" }],
      }),
      "composer.lock": JSON.stringify({
        packages: [
          {
            ...{ name: "h/one", version: "1.0.0", type: "composer-plugin" },
            dist: { type: "zip", url: "https://api.github.com/repos/h/one/zipball/0", shasum: "" },
          },
        ],
      }),
    }),
    refused: /^it pins 1 package, and packages of PHP are not fetched: .*"dependencies: none"/,
  },
  {
    manager: "Yarn 2 and later",
    places:
      "`yarnPath` and plugins of `.yarnrc.yml`, `.pnp.cjs`, `yarn.config.cjs`, `packageManager`",
    language: "javascript",
    files: (run) => ({
      ...berryFiles(run),
      "yarn.lock": berry(`  checksum: 10c0/${"ab".repeat(64)}\n`),
    }),
    refused: /^it is of Yarn 2 or later/,
  },
  {
    manager: "Yarn 2 and later, with `checksumBehavior: ignore`",
    places: "the same, and no digest at all",
    language: "javascript",
    files: (run) => ({ ...berryFiles(run), "yarn.lock": berry("") }),
    refused: /^it is of Yarn 2 or later/,
  },
  {
    manager: "Bun",
    places: "scripts of `package.json`, `bunfig.toml`",
    language: "javascript",
    files: (run) => ({
      "package.json": manifest({ scripts: { preinstall: run }, trustedDependencies: ["one"] }),
      "bunfig.toml": 'preload = ["./plugin.ts"]\n[install]\nregistry = "https://h.example"\n',
      "plugin.ts": `require("child_process").execSync(${JSON.stringify(run)});`,
      "bun.lock": '{"lockfileVersion":1,"packages":{"one":["one@1.0.0","",{},"sha512-x"]}}',
    }),
    refused: /^it asks for 1 packages?, and the commit has no lockfile at its root/,
  },
];
