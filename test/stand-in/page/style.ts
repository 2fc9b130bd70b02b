/** Looks approximately like GitHub in daylight; no font, picture or script comes from outside. */
export const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; color: #1f2328; background: #fff; line-height: 1.5;
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", "DejaVu Sans", Helvetica, Arial, sans-serif; }
a { color: #0969da; text-decoration: none; } a:hover { text-decoration: underline; }
header { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 14px 32px; display: flex; gap: 10px; align-items: center; }
header b { font-weight: 600; } header .note { margin-left: auto; color: #59636e; font-size: 12px; }
main { max-width: 1280px; margin: 0 auto; padding: 24px 32px 64px; }
h1.title { font-size: 26px; font-weight: 400; margin: 0 0 8px; } h1.title span { color: #59636e; font-weight: 300; }
.meta { color: #59636e; display: flex; gap: 8px; align-items: center; flex-wrap: wrap; padding-bottom: 16px; border-bottom: 1px solid #d1d9e0; }
.state { color: #fff; background: #1a7f37; border-radius: 2em; padding: 4px 12px; font-weight: 500; }
.state.closed { background: #cf222e; } .branch { background: #ddf4ff; color: #0969da; border-radius: 6px; padding: 1px 6px; font: 12px ui-monospace, SFMono-Regular, "DejaVu Sans Mono", Menlo, monospace; }
.columns { display: grid; grid-template-columns: 290px 1fr; gap: 24px; margin-top: 24px; align-items: start; }
nav { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden; }
nav .suite { background: #f6f8fa; padding: 10px 14px; border-bottom: 1px solid #d1d9e0; font-weight: 600; display: flex; }
nav .suite small { margin-left: auto; color: #59636e; font-weight: 400; }
nav a { display: flex; gap: 10px; padding: 10px 14px; color: inherit; border-bottom: 1px solid #d1d9e0b3; align-items: center; }
nav a:last-child { border-bottom: 0; } nav a:hover { background: #f6f8fa; text-decoration: none; }
nav a.on { background: #ddf4ff80; box-shadow: inset 3px 0 #0969da; font-weight: 600; }
.icon { flex: none; width: 16px; height: 16px; }
.run > .head { display: flex; gap: 12px; align-items: flex-start; padding-bottom: 14px; border-bottom: 1px solid #d1d9e0; }
.run > .head .icon { width: 24px; height: 24px; margin-top: 4px; }
.run h2.name { margin: 0; font-size: 20px; font-weight: 600; } .run .sub { color: #59636e; font-size: 12px; }
.buttons { margin-left: auto; display: flex; gap: 8px; flex-wrap: wrap; justify-content: flex-end; }
button { font: inherit; font-weight: 500; color: #25292e; background: #f6f8fa; border: 1px solid #d1d9e0; border-radius: 6px; padding: 5px 14px; cursor: pointer; }
button:hover { background: #eff2f5; } button.main { color: #fff; background: #1f883d; border-color: #1f883d40; }
.run h3.what { font-size: 20px; font-weight: 600; margin: 18px 0 8px; line-height: 1.35; }
.md { overflow-wrap: anywhere; } .md h2 { font-size: 18px; border-bottom: 1px solid #d1d9e0b3; padding-bottom: 5px; margin: 22px 0 12px; } .md h3 { font-size: 15px; margin: 18px 0 8px; }
.md p, .md ul, .md ol { margin: 0 0 12px; } .md ul, .md ol { padding-left: 26px; } .md li { margin: 3px 0; }
code { font: 85% ui-monospace, SFMono-Regular, "DejaVu Sans Mono", Menlo, monospace; background: #818b981f; border-radius: 6px; padding: 2px 5px; white-space: break-spaces; }
pre { background: #f6f8fa; border-radius: 6px; padding: 12px 14px; overflow: auto; margin: 0 0 14px; font: 12px/1.45 ui-monospace, SFMono-Regular, "DejaVu Sans Mono", Menlo, monospace; }
pre code { background: none; padding: 0; font: inherit; white-space: pre; }
blockquote { border-left: 4px solid #d1d9e0; color: #59636e; margin: 0 0 12px; padding: 0 14px; }
table { border-collapse: collapse; margin-bottom: 14px; } td, th { border: 1px solid #d1d9e0; padding: 5px 12px; }
h4.part { font-size: 16px; margin: 26px 0 10px; font-weight: 600; }
.note-box { border: 1px solid #d1d9e0; border-left-width: 4px; border-radius: 6px; margin-bottom: 12px; overflow: hidden; }
.note-box.failure { border-left-color: #cf222e; } .note-box.warning { border-left-color: #bf8700; } .note-box.notice { border-left-color: #59636e; }
.note-box .place { padding: 8px 14px; display: flex; gap: 8px; align-items: center; border-bottom: 1px solid #d1d9e0b3; background: #f6f8fa; font-size: 12px; color: #59636e; }
.note-box .place b { color: #1f2328; } .note-box .text { padding: 10px 14px; } .note-box .text b { display: block; margin-bottom: 2px; }
.note-box .message { white-space: pre-wrap; overflow-wrap: anywhere; } .note-box pre { margin: 8px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
details summary { cursor: pointer; color: #0969da; margin-top: 6px; font-size: 12px; }
.comments { margin-top: 40px; border-top: 1px solid #d1d9e0; padding-top: 20px; }
.comment { border: 1px solid #d1d9e0; border-radius: 6px; margin-bottom: 14px; } .comment .who { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 7px 14px; color: #59636e; }
.comment .said { padding: 12px 14px 1px; } textarea { width: 100%; min-height: 70px; font: inherit; padding: 8px 12px; border: 1px solid #d1d9e0; border-radius: 6px; }
select { font: inherit; padding: 5px 8px; border: 1px solid #d1d9e0; border-radius: 6px; background: #fff; } .line { display: flex; gap: 10px; justify-content: flex-end; align-items: center; margin-top: 8px; color: #59636e; }
.source { border: 1px solid #d1d9e0; border-radius: 6px; overflow: auto; } .source div { display: flex; font: 12px/1.6 ui-monospace, SFMono-Regular, "DejaVu Sans Mono", Menlo, monospace; white-space: pre; }
.source div:target { background: #fff8c5; } .source i { flex: none; width: 56px; text-align: right; padding-right: 14px; color: #59636e; font-style: normal; user-select: none; }
.empty { color: #59636e; border: 1px dashed #d1d9e0; border-radius: 6px; padding: 32px; text-align: center; }
`;
