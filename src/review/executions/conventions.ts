import type { Trigger } from "../../model/trigger.ts";

/** Files that tools load by their name alone, and when. The pattern sees the whole path. */
const CONVENTIONS: readonly { pattern: RegExp; trigger: Trigger; by: string }[] = [
  { pattern: /(?:^|\/)setup\.py$/, trigger: "install", by: "pip loads setup.py" },
  {
    pattern: /(?:^|\/)(?:Makefile\.PL|Build\.PL|cpanfile)$/,
    trigger: "install",
    by: "every installer of Perl modules runs it",
  },
  { pattern: /(?:^|\/)x?t\/(?:[^/]+\/){0,40}[^/]+\.t$/, trigger: "test", by: "prove runs it" },
  { pattern: /(?:^|\/)[^/]+\.rockspec$/, trigger: "install", by: "luarocks loads it" },
  {
    pattern: /(?:^|\/)spec\/(?:[^/]+\/){0,40}[^/]+_spec\.lua$/,
    trigger: "test",
    by: "busted runs it",
  },
  {
    pattern:
      /(?:^|\/)(?:after\/)?(?:plugin|ftplugin|ftdetect)\/(?:[^/]+\/){0,9}[^/]+\.lua$|(?:^|\/)\.(?:nvim|exrc|nvimrc)\.lua$/,
    trigger: "open",
    by: "the editor loads it when it starts",
  },
  { pattern: /(?:^|\/)extconf\.rb$/, trigger: "install", by: "gem runs extconf.rb" },
  { pattern: /(?:^|\/)(?:[^/]+\.gemspec|Gemfile)$/, trigger: "install", by: "bundler loads it" },
  {
    pattern: /(?:^|\/)(?:Formula|Casks?)\/(?:[^/]+\/){0,4}[^/]+\.rb$/,
    trigger: "install",
    by: "brew installs with it",
  },
  { pattern: /(?:^|\/)(?:Rakefile|[^/]+\.rake)$/, trigger: "build", by: "rake loads it" },
  {
    pattern: /(?:^|\/)(?:Vagrantfile|Podfile|Fastfile)$/,
    trigger: "build",
    by: "its tool loads it",
  },
  {
    pattern: /(?:^|\/)(?:sitecustomize|usercustomize)\.py$/,
    trigger: "import",
    by: "every Python start loads it",
  },
  { pattern: /(?:^|\/)[^/]+\.pth$/, trigger: "import", by: "every Python start loads it" },
  {
    pattern: /^(?!(?:tests?|docs|examples?|scripts|tools)\/)(?:src\/)?[a-z]\w*\/__init__\.py$/i,
    trigger: "import",
    by: "importing the package loads it",
  },
  { pattern: /(?:^|\/)conftest\.py$/, trigger: "test", by: "pytest loads conftest.py" },
  {
    pattern: /(?:^|\/)(?:noxfile|fabfile|tasks)\.py$/,
    trigger: "build",
    by: "the task runner loads it",
  },
  { pattern: /(?:^|\/)(?:test_[^/]+|[^/]+_test)\.py$/, trigger: "test", by: "pytest collects it" },
  {
    pattern: /(?:^|\/)[^/]+\.(?:test|spec)\.[cm]?[jt]sx?$/,
    trigger: "test",
    by: "the test runner collects it",
  },
  {
    pattern: /(?:^|\/)__tests__\/[^/]+\.[cm]?[jt]sx?$/,
    trigger: "test",
    by: "the test runner collects it",
  },
  {
    pattern: /(?:^|\/)(?:jest|vitest|karma|playwright|cypress|ava|mocha)\.config\.[cm]?[jt]s$/,
    trigger: "test",
    by: "the test runner loads it",
  },
  { pattern: /(?:^|\/)\.mocharc\.[cm]?js$/, trigger: "test", by: "mocha loads it" },
  {
    pattern: /(?:^|\/)[\w.-]+\.config\.[cm]?[jt]s$/,
    trigger: "build",
    by: "the build tool loads it",
  },
  {
    pattern: /(?:^|\/)(?:\.eslintrc|\.babelrc|\.prettierrc)\.[cm]?js$/,
    trigger: "build",
    by: "the tool loads it",
  },
  {
    pattern: /(?:^|\/)(?:gulpfile|gruntfile|webpack\.[\w.]+)\.[cm]?[jt]s$/i,
    trigger: "build",
    by: "the build tool loads it",
  },
  {
    pattern: /(?:^|\/)\.pnpmfile\.[cm]?js$/,
    trigger: "install",
    by: "pnpm loads it before it installs",
  },
  {
    pattern: /(?:^|\/)(?:tests|benches)\/(?:[^/]+|[^/]+\/main)\.rs$/,
    trigger: "test",
    by: "cargo runs it as a test",
  },
  {
    pattern: /(?:^|\/)chocolatey(?:install|beforemodify|uninstall)\.ps1$/i,
    trigger: "install",
    by: "chocolatey runs it",
  },
  {
    pattern: /(?:^|\/)tools\/(?:init|install|uninstall)\.ps1$/i,
    trigger: "install",
    by: "NuGet runs it",
  },
  { pattern: /(?:^|\/)[^/]+\.tests\.ps1$/i, trigger: "test", by: "Pester collects it" },
  {
    pattern: /(?:^|\/)(?:build|make|psakefile|default|[^/]+\.build|[^/]+\.psake)\.ps1$/i,
    trigger: "build",
    by: "a build starts with it",
  },
  { pattern: /(?:^|\/)[^/]+_test\.go$/, trigger: "test", by: "go test compiles and runs it" },
  { pattern: /(?:^|\/)magefiles?(?:\/[^/]+)?\.go$/, trigger: "build", by: "mage runs it" },
  {
    pattern: /(?:^|\/)[^/]*profile\.ps1$/i,
    trigger: "open",
    by: "PowerShell loads it when it starts",
  },
  {
    pattern:
      /(?:^|\/)[^/]*(?:Tests?|Specs?)(?:\.[^/]+)?\/(?:[^/]+\/)*[^/]+\.cs$|(?:Tests?|Specs?|TestBase|Fixture)\.cs$/,
    trigger: "test",
    by: "dotnet test runs its project",
  },
  {
    pattern:
      /(?:^|\/)[^/]*(?:Generators?|Analy[sz]ers?|CodeFixes|BuildTasks?|MSBuild(?:\.?Tasks)?|Build\.Tasks)(?:\/(?:[^/]+\/)*)[^/]+\.cs$|(?:Generator|Analyzer|BuildTask)\.cs$/,
    trigger: "build",
    by: "the compiler or the build loads it",
  },
  {
    pattern: /(?:^|\/)(?:build|_build|cake)\/(?:[^/]+\/)*[^/]+\.(?:cs|csx|cake)$/i,
    trigger: "build",
    by: "the build program runs it",
  },
  {
    pattern:
      /(?:^|\/)(?:tests?|unit_?tests?|spec)\/(?:[^/]+\/){0,40}[^/]+\.(?:c|cc|cpp|cxx)$|(?:^|\/)(?:test_[^/]+|[^/]+[_-](?:unit)?tests?)\.(?:c|cc|cpp|cxx)$/,
    trigger: "test",
    by: "the tests are built of it",
  },
  {
    pattern:
      /\.gradle(?:\.kts)?$|(?:^|\/)(?:buildSrc|build-logic)\/(?:[^/]+\/){0,40}[^/]+\.(?:kts?|groovy|scala)$/,
    trigger: "build",
    by: "Gradle runs it to build",
  },
  {
    pattern:
      /(?:^|\/)(?:src\/\w*[tT]est|tests?)\/(?:[^/]+\/){0,40}[^/]+\.(?:kts?|groovy|scala)$|(?:Test|Tests|Spec|Suite)\.(?:kt|groovy|scala)$/,
    trigger: "test",
    by: "the test runner collects it",
  },
  {
    pattern:
      /(?:^|\/)Jenkinsfile[\w.-]*$|\.jenkinsfile$|(?:^|\/)\.?(?:jenkins|ci)\/(?:[^/]+\/){0,9}[^/]+\.groovy$|(?:^|\/)vars\/[^/]+\.groovy$/i,
    trigger: "ci",
    by: "Jenkins runs it",
  },
  {
    pattern:
      /\.sbt$|(?:^|\/)project\/(?:[^/]+\/){0,9}[^/]+\.scala$|(?:^|\/)(?:build|package)\.(?:sc|mill)$|(?:^|\/)mill-build\/(?:[^/]+\/){0,9}[^/]+\.(?:sc|mill)$/,
    trigger: "build",
    by: "sbt or Mill runs it to build",
  },
  {
    pattern:
      /(?:^|\/)test\/(?:[^/]+\/){0,40}[^/]+_test\.dart$|(?:^|\/)integration_test\/[^/]+\.dart$/,
    trigger: "test",
    by: "dart test runs it",
  },
  {
    pattern: /(?:^|\/)(?:hook|tool)\/(?:[^/]+\/){0,9}[^/]+\.dart$/,
    trigger: "build",
    by: "the build runs it",
  },
  {
    pattern: /(?:^|\/)(?:project|profiles|build)\.clj$|(?:^|\/)(?:build\.boot|bb\.edn|tasks\.bb)$/,
    trigger: "build",
    by: "Leiningen or Clojure's tools load it",
  },
  {
    pattern: /(?:^|\/)test\/(?:[^/]+\/){0,40}[^/]+\.clj[cs]?$/,
    trigger: "test",
    by: "the test runner loads it",
  },
  { pattern: /(?:^|\/)\.husky\/[^/]+$/, trigger: "build", by: "git runs it as a hook" },
  {
    pattern:
      /(?:^|\/)(?:src\/(?:test|it|integrationTest|androidTest)|tests?)\/(?:[^/]+\/){0,40}(?:Test[A-Z]\w*|\w+(?:Tests?|TestCase|IT|ITCase|Spec))\.java$/,
    trigger: "test",
    by: "the test runner collects it",
  },
  {
    pattern: /(?:^|\/)(?:Test[A-Z]\w*|\w+(?:Tests?|TestCase))\.java$/,
    trigger: "test",
    by: "the test runner collects it",
  },
  {
    pattern: /(?:^|\/)(?:buildSrc|build-logic)\/(?:[^/]+\/){0,40}[^/]+\.java$/,
    trigger: "build",
    by: "Gradle builds its build with it",
  },
  {
    pattern:
      /(?:^|\/)(?:(?:gradlew|mvnw)(?:\.bat|\.cmd)?|(?:build|make|compile|configure)\.(?:bat|cmd))$/i,
    trigger: "build",
    by: "everybody builds with it",
  },
  {
    pattern: /(?:^|\/)(?:run[-_]?)?tests?\.(?:bat|cmd)$/i,
    trigger: "test",
    by: "everybody tests with it",
  },
  { pattern: /(?:^|\/)\.envrc$/, trigger: "open", by: "direnv loads it" },
];

/** When a file runs because of its name, and what loads it. */
export function conventionOf(path: string): { trigger: Trigger; by: string } | null {
  const found = CONVENTIONS.find(({ pattern }) => pattern.test(path));
  return found === undefined ? null : { trigger: found.trigger, by: found.by };
}
