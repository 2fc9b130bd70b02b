import { html as encoded } from "../../report/encoder.ts";

/** HTML that was made here, so that it is not encoded again. */
export interface Html {
  html: string;
}

type Value = Html | string | number | boolean | null | undefined | readonly Value[];

/** The longest text that a page shows of one value, in bytes. */
const LONGEST = 70_000;

/** Builds HTML; every value that is not HTML of ours goes through the one encoder. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.map((part, at) => part + render(values[at])).join("") };
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (isList(value)) return value.map(render).join("");
  if (typeof value === "object") return value.html;
  return encoded(String(value), LONGEST);
}

/** TypeScript does not take a read-only list for a list after `Array.isArray`. */
function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** The pages, in the order of the navigation. */
export const PAGES = [
  ["/", "Overview"],
  ["/queue", "Queue"],
  ["/reviews", "Reviews"],
  ["/runs", "Runs"],
  ["/rules", "Rules"],
  ["/workers", "Workers"],
  ["/policies", "Policies"],
  ["/audit", "Audit"],
] as const;

/** A document of ours: its title, the address of its style, and what its body holds. */
export function wholeDocument(title: string, style: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Gatehouse</title>
        <link rel="stylesheet" href="${style}" />
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}

/** A whole page: a link past the navigation, the navigation, one heading, the content. */
export function page(
  at: string,
  title: string,
  content: Html,
  pages: readonly (readonly [string, string])[] = PAGES,
): Html {
  const current = (path: string) => path === at || (path !== "/" && at.startsWith(`${path}/`));
  const body = html`<a class="skip" href="#content">Skip to the content</a>
    <header>
      <strong>Gatehouse</strong>
      <nav aria-label="Pages">
        <ul>
          ${pages.map(
            ([path, name]) =>
              html`<li>
                <a href="${path}" ${current(path) ? html`aria-current="page"` : ""}>${name}</a>
              </li>`,
          )}
        </ul>
      </nav>
      <form method="post" action="/sign-out"><button>Sign out</button></form>
    </header>
    <main id="content">
      <h1>${title}</h1>
      ${content}
    </main>`;
  return wholeDocument(title, "/style.css", body);
}

/** A table with a caption and headings, which scrolls by itself where it is too wide. */
export function table(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Value[])[],
): Html {
  if (rows.length === 0) {
    return html`<section>
      <h2>${caption}</h2>
      <p class="none">There is nothing.</p>
    </section>`;
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A word with a colour of its own, which also stands there as a word. */
export function badge(word: string): Html {
  return html`<span class="badge ${word}">${word}</span>`;
}

/** The first digits of a commit id, with all of them for whoever asks. */
export function sha(id: string): Html {
  return html`<code title="${id}">${id.slice(0, 12)}</code>`;
}
