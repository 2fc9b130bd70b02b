import type { PullRequest, State } from "../state.ts";
import { html, type Html, raw } from "./html.ts";
import { STYLE } from "./style.ts";

/** What a page shows below its header. `working` lets it ask again by itself. */
export interface PageContent {
  title: string;
  home?: string;
  pull?: PullRequest;
  body: Html;
  working?: boolean;
}

/** One whole page. */
export function page(state: State, { title, home, pull, body, working }: PageContent): string {
  const refresh = working === true ? html`<meta http-equiv="refresh" content="2" />` : null;
  const name = pull?.base;
  const crumbs =
    name === undefined
      ? html`<b>Pull requests</b>`
      : html`<a href="${home}">${name.owner.login}</a> / <b>${name.name}</b>`;
  return html`${raw("<!doctype html>")}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        ${refresh}
        <title>${title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header>
          ${crumbs}<span class="note">a local stand-in for GitHub at ${state.url}</span>
        </header>
        ${body}
      </body>
    </html>`.html;
}
