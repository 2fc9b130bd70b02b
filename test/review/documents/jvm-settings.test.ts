import { expect, test } from "vitest";
import { edges, settings } from "./read.ts";

test("options that load code into every Maven are told, a debugger's are not", () => {
  const text =
    "-Xmx1g\n-javaagent:tools/a.jar\n-agentlib:jdwp=transport=dt_socket\n-Xbootclasspath/p:b.jar -Dmaven.ext.class.path=c.jar\n";
  expect(settings(".mvn/jvm.config", text)).toEqual([
    "jvm.loads=-javaagent:tools/a.jar",
    "jvm.loads=-Xbootclasspath/p:b.jar",
    "jvm.loads=-Dmaven.ext.class.path=c.jar",
  ]);
});

test("Gradle's options are read only where a JVM takes them", () => {
  const agent = "-Xmx2g -javaagent:a.jar";
  expect(settings("gradle.properties", `org.gradle.jvmargs=${agent}\n`)).toEqual([
    "jvm.loads=-javaagent:a.jar",
  ]);
  expect(settings("gradle.properties", `description=${agent}\n`)).toEqual([]);
});

test("a wrapper that takes the build tool from elsewhere is told, with escaped colons", () => {
  const path = "gradle/wrapper/gradle-wrapper.properties";
  const from = (url: string) => settings(path, `distributionUrl=${url}\n`);
  expect(from("https\\://services.gradle.org/distributions/gradle-8.7-bin.zip")).toEqual([]);
  expect(from("https\\://198.51.100.7/gradle-8.7-bin.zip")).toEqual([
    expect.stringMatching(/^wrapper\.[a-z-]+-distribution=https:\/\/198\.51\.100\.7\/gradle/),
  ]);
  expect(from("http\\://services.gradle.org/distributions/gradle-8.7-bin.zip")).toHaveLength(1);
});

test("a wrapper says what its download must hash to, and that nobody checks where it is from", () => {
  const path = ".mvn/wrapper/maven-wrapper.properties";
  expect(settings(path, "distributionSha256Sum=00ff\nvalidateDistributionUrl=false\n")).toEqual([
    "wrapper.checksum=00ff",
    "wrapper.unchecked=false",
  ]);
  expect(settings(path, "validateDistributionUrl=true\n")).toEqual([]);
});

test("services lead to their classes: a compiler's to the build, a test runner's to the tests", () => {
  const services = (name: string) =>
    edges(
      `src/META-INF/services/${name}`,
      "# words\ncom.example.One # more\ncom.example.Two$Inner\n",
    );
  expect(services("javax.annotation.processing.Processor")).toEqual([
    "build com/example/One.java",
    "build com/example/Two.java",
  ]);
  expect(services("org.junit.platform.launcher.TestExecutionListener")[0]).toBe(
    "test com/example/One.java",
  );
  expect(services("java.sql.Driver")[0]).toBe("- com/example/One.java");
});

test("what is no name of a class leads nowhere", () => {
  expect(edges("META-INF/services/a.B", "../../etc/passwd\nrm -rf /\n\n")).toEqual([]);
});
