import type { SandboxRun } from "../../model/sandbox-run.ts";
import { type Html, html } from "./page.ts";

/** The end of a run's log, and a form to look for lines in it, which needs no script. */
export function runLog(
  { log }: SandboxRun,
  { runId, wanted }: { runId: string; wanted: string },
): Html {
  if (log.tail === "" && log.bytes > 0) {
    return html`<h2 id="log">The end of its log</h2>
      <p class="none">It had ${log.bytes} bytes, and is kept no longer.</p>`;
  }
  const lines = log.tail.split("\n").map((text, at) => ({ number: at + 1, text }));
  const needle = wanted.toLowerCase();
  const found = lines.filter(({ text }) => text.toLowerCase().includes(needle));
  const shown =
    wanted === ""
      ? log.tail
      : found.map(({ number, text }) => `${String(number).padStart(6)}  ${text}`).join("\n");
  return html`<h2 id="log">The end of its log</h2>
    <p class="quiet">${log.bytes} bytes${log.truncated ? ", of which the end stands here" : ""}.</p>
    <form method="get" action="/runs/${runId}#log" role="search">
      <label for="wanted">Lines that contain</label>
      <input id="wanted" name="log" type="search" maxlength="200" value="${wanted}" />
      <button>Search</button>
    </form>
    ${
      wanted === ""
        ? ""
        : html`<p role="status">
            ${found.length} of ${lines.length} lines. <a href="/runs/${runId}#log">All of them</a>
          </p>`
    }
    <pre tabindex="0">${shown}</pre>`;
}
