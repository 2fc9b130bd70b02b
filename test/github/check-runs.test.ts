import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Annotation, CheckContent } from "../../src/model/check.ts";
import type { CheckRunWrite } from "../../src/ports.ts";
import { createSetting, type Setting } from "./setting.ts";

let setting: Setting;
let serial = 0;
beforeAll(async () => {
  setting = await createSetting();
});
afterAll(() => setting.close());
beforeEach(() => {
  setting.requests();
  setting.standIn.clearFaults();
});

function annotations(count: number): Annotation[] {
  return Array.from({ length: count }, (_, i) => ({
    path: "lib/fix.js",
    startLine: 1,
    endLine: 1,
    level: "failure",
    title: `finding ${i}`,
    message: "what it does",
    rawDetails: null,
  }));
}

const completed: CheckContent = {
  status: "completed",
  conclusion: "failure",
  title: "It would run",
  summary: "A **summary**.",
  text: "A text.",
  annotations: [],
  buttons: [],
};

function write(content: Partial<CheckContent> = {}): CheckRunWrite {
  serial += 1;
  return {
    name: "Gatehouse / review",
    headSha: setting.pull.headSha,
    externalId: `check-${serial}`,
    detailsUrl: null,
    content: { ...completed, ...content },
  };
}

function stored(id: number) {
  const found = setting.standIn.state.checkRuns.find((run) => run.id === id);
  if (found === undefined) throw new Error(`there is no check run ${id}`);
  return found;
}

describe("creating a check run", () => {
  const counts = [
    { count: 0, writes: 1 },
    { count: 50, writes: 1 },
    { count: 51, writes: 2 },
    { count: 120, writes: 3 },
  ];
  for (const { count, writes } of counts) {
    test(`with ${count} annotations takes ${writes} writes and keeps their order`, async () => {
      const { github, ref, requests } = setting;
      const wanted = annotations(count);
      const id = await github.createCheckRun(ref, write({ annotations: wanted }));
      const sent = requests().filter((request) => !request.startsWith("GET"));
      const mints = sent.filter((request) => request.includes("access_tokens"));
      expect(sent.length - mints.length).toBe(writes);
      const titles = stored(id).annotations.map((annotation) => annotation.title);
      expect(titles).toEqual(wanted.map((annotation) => annotation.title));
    });
  }

  test("shows its conclusion with the first write, before further batches", async () => {
    const { github, ref, standIn } = setting;
    const id = await github.createCheckRun(ref, write({ annotations: annotations(60) }));
    expect(stored(id).history).toEqual(["failure"]);
    const last = standIn.requests.at(-1);
    expect(last?.body).not.toHaveProperty("status");
  });

  test("sends buttons, details and external id, and no columns", async () => {
    const { github, ref, standIn } = setting;
    const button = {
      label: "Run sandbox",
      description: "Run its tests",
      identifier: "sandbox_run",
    };
    const detailed = annotations(1).map((each) => ({ ...each, endLine: 3, rawDetails: "more" }));
    const wanted = write({ buttons: [button], annotations: detailed });
    const detailsUrl = "https://gatehouse.example.invalid/runs/1";
    const id = await github.createCheckRun(ref, { ...wanted, detailsUrl });
    expect(stored(id)).toMatchObject({
      actions: [button],
      externalId: wanted.externalId,
      detailsUrl,
    });
    expect(JSON.stringify(standIn.requests.at(-1)?.body)).not.toContain("column");
    expect(stored(id).annotations[0]).toMatchObject({ end_line: 3, raw_details: "more" });
  });

  test("without a text, in progress, sends neither text nor conclusion", async () => {
    const { github, ref } = setting;
    const id = await github.createCheckRun(
      ref,
      write({ status: "in_progress", conclusion: null, text: null }),
    );
    expect(stored(id)).toMatchObject({ status: "in_progress", conclusion: null, text: null });
  });

  test("again finds the first by its external id, even behind newer runs of its name", async () => {
    const { github, ref } = setting;
    const first = write({ annotations: annotations(3) });
    const id = await github.createCheckRun(ref, first);
    await github.createCheckRun(ref, write());
    expect(await github.createCheckRun(ref, first)).toBe(id);
    expect(stored(id).annotations).toHaveLength(3);
    expect(await github.findCheckRun(ref, first.headSha, first.name, first.externalId)).toBe(id);
  });

  test("whose answer is lost is not sent twice, and is found the next time", async () => {
    const { github, ref, standIn, requests } = setting;
    const wanted = write({ annotations: annotations(2) });
    const before = standIn.state.checkRuns.length;
    standIn.failNext({ status: 502, after: true, match: /^POST .*\/check-runs$/ });
    await expect(github.createCheckRun(ref, wanted)).rejects.toMatchObject({ kind: "unavailable" });
    expect(requests("POST").filter((request) => request.endsWith("/check-runs"))).toHaveLength(1);
    const id = await github.createCheckRun(ref, wanted);
    expect(standIn.state.checkRuns).toHaveLength(before + 1);
    expect(stored(id).annotations).toHaveLength(2);
  });

  for (const after of [true, false]) {
    const how = after ? "was done and not answered" : "was not done";
    test(`whose second batch ${how} has every annotation once after the next time`, async () => {
      const { github, ref, standIn } = setting;
      const wanted = write({ annotations: annotations(130) });
      standIn.failNext({ status: 500, after, match: /^PATCH / });
      await expect(github.createCheckRun(ref, wanted)).rejects.toMatchObject({
        kind: "unavailable",
      });
      const id = await github.createCheckRun(ref, wanted);
      const titles = stored(id).annotations.map((annotation) => annotation.title);
      expect(titles).toEqual(wanted.content.annotations.map((annotation) => annotation.title));
    });
  }

  test("on a commit that GitHub does not know yet is worth another try", async () => {
    const { github, ref } = setting;
    const wanted = { ...write(), headSha: "1".repeat(40) };
    await expect(github.createCheckRun(ref, wanted)).rejects.toMatchObject({ kind: "unavailable" });
  });
});

describe("updating a check run", () => {
  test("takes it from queued through in_progress to its conclusion", async () => {
    const { github, ref } = setting;
    const wanted = write({ status: "queued", conclusion: null });
    const id = await github.createCheckRun(ref, wanted);
    const going = { ...wanted.content, status: "in_progress", conclusion: null } as const;
    await github.updateCheckRun(ref, id, { ...wanted, content: going });
    const content = { ...completed, annotations: annotations(55) };
    await github.updateCheckRun(ref, id, { ...wanted, content });
    expect(stored(id).history).toEqual(["queued", "in_progress", "failure"]);
    expect(stored(id).annotations).toHaveLength(55);
    await github.updateCheckRun(ref, id, { ...wanted, content });
    expect(stored(id).annotations).toHaveLength(55);
  });

  test("of another App's repository is gone", async () => {
    const { github, ref } = setting;
    await expect(github.updateCheckRun(ref, 1, write())).rejects.toMatchObject({ kind: "gone" });
  });
});

describe("a check run over GitHub's limits is never sent", () => {
  const [one] = annotations(1);
  const button = { label: "Run", description: "Run it", identifier: "run" };
  const broken: { name: string; content: Partial<CheckContent> }[] = [
    { name: "title of 256 bytes", content: { title: "a".repeat(256) } },
    { name: "title of 128 characters and 256 bytes", content: { title: "é".repeat(128) } },
    { name: "summary of 65,536 bytes", content: { summary: "a".repeat(65_536) } },
    {
      name: "summary of 32,768 characters, 65,536 bytes",
      content: { summary: "é".repeat(32_768) },
    },
    { name: "text of 65,536 bytes", content: { text: "😀".repeat(16_384) } },
    { name: "four buttons", content: { buttons: [button, button, button, button] } },
    { name: "label of 21 bytes", content: { buttons: [{ ...button, label: "a".repeat(21) }] } },
    {
      name: "description of 41",
      content: { buttons: [{ ...button, description: "a".repeat(41) }] },
    },
    { name: "identifier of 21", content: { buttons: [{ ...button, identifier: "a".repeat(21) }] } },
    { name: "conclusion missing", content: { conclusion: null } },
    ...(one === undefined
      ? []
      : [
          {
            name: "annotation title",
            content: { annotations: [{ ...one, title: "é".repeat(128) }] },
          },
          { name: "message", content: { annotations: [{ ...one, message: "é".repeat(32_769) }] } },
          {
            name: "details",
            content: { annotations: [{ ...one, rawDetails: "é".repeat(32_769) }] },
          },
          { name: "lines backwards", content: { annotations: [{ ...one, startLine: 2 }] } },
          { name: "absolute path", content: { annotations: [{ ...one, path: "/etc/passwd" }] } },
          { name: "path upwards", content: { annotations: [{ ...one, path: "a/../../b" }] } },
          { name: "empty path", content: { annotations: [{ ...one, path: "" }] } },
        ]),
  ];
  for (const { name, content } of broken) {
    test(name, async () => {
      const { github, ref, requests } = setting;
      await expect(github.createCheckRun(ref, write(content))).rejects.toMatchObject({
        kind: "internal",
      });
      expect(requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
    });
  }

  test("and one exactly at the limits is accepted", async () => {
    const { github, ref } = setting;
    const [annotation] = annotations(1);
    const full = annotation && {
      ...annotation,
      title: "a".repeat(255),
      message: "é".repeat(32_768),
    };
    const id = await github.createCheckRun(
      ref,
      write({
        title: "a".repeat(255),
        summary: `${"é".repeat(32_767)}a`,
        text: "a".repeat(65_535),
        annotations: full === undefined ? [] : [full],
      }),
    );
    expect(stored(id).annotations).toHaveLength(1);
  });
});
