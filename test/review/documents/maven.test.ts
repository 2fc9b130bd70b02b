import { describe, expect, test } from "vitest";
import { codeOf, codes, edges, references, settings } from "./read.ts";

const EXEC = `<project>
  <properties><tool.host>h.example</tool.host></properties>
  <build><plugins><plugin>
    <groupId>org.codehaus.mojo</groupId><artifactId>exec-maven-plugin</artifactId><version>3.1.0</version>
    <executions>
      <execution><phase>generate-sources</phase><configuration>
        <executable>curl</executable>
        <arguments><argument>-o</argument><argument>a b</argument><argument>https://\${tool.host}/a</argument></arguments>
      </configuration></execution>
      <execution><phase>test</phase><configuration><mainClass>com.example.Probe</mainClass></configuration></execution>
    </executions>
  </plugin></plugins></build>
</project>`;

describe("a Maven project", () => {
  test("starts what its plugin names, with properties put in and words kept apart", () => {
    const { text, trigger } = codeOf("app/pom.xml", EXEC, "exec-maven-plugin");
    expect(trigger).toBe("build");
    expect(text).toContain("https://h.example/a");
    expect(text).toMatch(/^curl -o ['"]a b['"] /);
    expect(codeOf("app/pom.xml", EXEC, "exec-maven-plugin").folder).toBe("app");
  });

  test("runs the class that a phase of tests names only with the tests", () => {
    expect(edges("pom.xml", EXEC)).toContain("test com/example/Probe.java");
  });

  test("takes plugins and dependencies with their versions, the plugin of no group for Maven's own", () => {
    const text =
      "<project><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency></dependencies>" +
      "<build><plugins><plugin><artifactId>maven-jar-plugin</artifactId></plugin></plugins></build></project>";
    expect(references("pom.xml", text).toSorted()).toEqual([
      "maven g:a 1",
      "maven-plugin org.apache.maven.plugins:maven-jar-plugin -",
    ]);
  });

  test("tells of a repository at a stranger's, also in words of a property, not of Maven's own", () => {
    const repository = (url: string) =>
      `<project><properties><host>198.51.100.7</host></properties><repositories><repository><id>a</id><url>${url}</url></repository></repositories></project>`;
    expect(settings("pom.xml", repository("http://${host}/maven"))).toEqual([
      expect.stringMatching(/^maven\.[a-z-]+-repository=http:\/\/198\.51\.100\.7\/maven$/),
    ]);
    expect(settings("pom.xml", repository("http://10.h.example/m"))).toHaveLength(1);
    expect(settings("pom.xml", repository("http://10.0.0.5/m"))).toEqual([]);
    expect(settings("pom.xml", repository("https://repo.maven.apache.org/maven2"))).toEqual([]);
  });

  test("starts nothing by a plugin that only happens to have such a setting", () => {
    const quiet =
      "<project><build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration><executable>javac</executable></configuration></plugin></plugins></build></project>";
    expect(codes("pom.xml", quiet)).toEqual([]);
  });
});

test("an extension of Maven is loaded into every build", () => {
  const text =
    "<extensions><extension><groupId>g</groupId><artifactId>a</artifactId><version>2</version></extension></extensions>";
  expect(references(".mvn/extensions.xml", text)).toEqual(["maven-extension g:a 2"]);
});

test("a target of Ant runs what it starts, and those of tests only with tests", () => {
  const text =
    '<project><property name="tool" value="run.sh"/><target name="compile"><exec executable="sh"><arg value="${tool}"/></exec></target>' +
    '<target name="test"><exec executable="probe"/></target></project>';
  const all = codes("build.xml", text);
  expect(all.find((code) => code.startsWith("build compile:"))).toContain("run.sh");
  expect(all.find((code) => code.startsWith("test test:"))).toContain("probe");
});
