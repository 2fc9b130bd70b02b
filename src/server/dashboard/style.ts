/** The one style sheet, light and dark; nothing of it is loaded from elsewhere. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ground: #ffffff; --text: #1c2128; --quiet: #57606a; --line: #d0d7de; --soft: #f3f5f7;
  --link: #0757ba; --good: #116329; --warn: #7a4d00; --bad: #b3121d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151b; --text: #e6edf3; --quiet: #9aa7b4; --line: #333d48; --soft: #19212a;
    --link: #79b8ff; --good: #5fd180; --warn: #e3b341; --bad: #ff8a84;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, .scroll:focus-visible, summary:focus-visible
  { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; background: var(--ground); padding: 8px; z-index: 1; }
header { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; padding: 10px 24px;
  background: var(--soft); border-bottom: 1px solid var(--line); }
header ul { display: flex; flex-wrap: wrap; gap: 4px; list-style: none; margin: 0; padding: 0; }
header nav a { display: block; padding: 4px 10px; border-radius: 6px; text-decoration: none; color: inherit; }
header nav a:hover { text-decoration: underline; }
header nav a[aria-current] { background: var(--link); color: var(--ground); }
header form { margin-left: auto; }
main { max-width: 1200px; margin: 0 auto; padding: 16px 24px 64px; }
h1 { font-size: 26px; margin: 8px 0 16px; } h2, caption { font-size: 18px; font-weight: 600; text-align: left; margin: 24px 0 8px; }
caption { padding: 0 0 8px; }
.scroll { overflow-x: auto; margin: 20px 0; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 600; } td { overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; padding: 0; margin: 0 0 8px; }
.facts div { border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
.facts dt { color: var(--quiet); } .facts dd { margin: 0; font-size: 20px; overflow-wrap: anywhere; }
.badge { display: inline-block; border: 1px solid; border-radius: 1em; padding: 0 10px; white-space: nowrap; color: var(--quiet); }
.clean, .passed, .ok { color: var(--good); } .suspicious, .incomplete, .refused, .cancelled { color: var(--warn); }
.malicious, .failed, .broken, .timed-out, .out-of-memory, .output-limit, .disk-limit { color: var(--bad); }
code, pre { font: 13px/1.45 ui-monospace, SFMono-Regular, "DejaVu Sans Mono", Menlo, monospace; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 40em; overflow-y: auto; }
article { border: 1px solid var(--line); border-radius: 8px; padding: 4px 16px 10px; margin: 14px 0; } article h3 { margin: 8px 0; font-size: 16px; }
figure { margin: 20px 0; } figure svg { width: 100%; height: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--soft); }
.curve { fill: none; stroke: var(--link); stroke-width: 2; } svg text { fill: var(--quiet); font-size: 13px; }
.tree, .tree ul { list-style: none; border-left: 2px solid var(--line); padding-left: 16px; margin: 4px 0 12px; } .tree li { margin: 6px 0; }
.none, .quiet { color: var(--quiet); }
button, input { font: inherit; padding: 5px 12px; border-radius: 6px; border: 1px solid var(--line); background: var(--ground); color: inherit; }
.sign-in { max-width: 26em; margin: 12vh auto; padding: 0 20px; } .sign-in input { width: 100%; margin: 6px 0 12px; } .wrong { color: var(--bad); }
`;
