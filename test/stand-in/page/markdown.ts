import type { Nodes, Paragraph, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { html, type Html, raw } from "./html.ts";
import { withReferences } from "./references.ts";

/** The little HTML that may pass, as at GitHub; everything else is shown as text. */
const ALLOWED_HTML = /^(<\/?(details|summary|br|sub|sup|kbd)\s*\/?>\s*)+$/;

/** Renders Markdown roughly as GitHub does: CommonMark, tables, references, and no scripts. */
export function renderMarkdown(source: string): Html {
  return raw(
    fromMarkdown(source)
      .children.map((node) => block(node, source).html)
      .join(""),
  );
}

function block(node: RootContent, source: string): Html {
  switch (node.type) {
    case "heading":
      return raw(`<h${node.depth}>${inline(node).html}</h${node.depth}>`);
    case "paragraph":
      return table(node, source) ?? html`<p>${inline(node)}</p>`;
    case "code":
      return html`<pre><code>${node.value}</code></pre>`;
    case "blockquote":
      return html`<blockquote>${node.children.map((child) => block(child, source))}</blockquote>`;
    case "list": {
      const items = node.children.map((item) => {
        const only = item.children[0];
        const tight = item.children.length === 1 && only?.type === "paragraph";
        const inner = tight ? inline(only) : item.children.map((child) => block(child, source));
        return html`<li>${inner}</li>`;
      });
      return node.ordered === true
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case "thematicBreak":
      return html`<hr />`;
    case "html":
      return ALLOWED_HTML.test(node.value) ? raw(node.value) : html`<p>${node.value}</p>`;
    default:
      return phrase(node);
  }
}

function inline(node: Nodes): Html {
  return "children" in node
    ? raw(node.children.map((child) => phrase(child).html).join(""))
    : raw("");
}

function phrase(node: Nodes): Html {
  switch (node.type) {
    case "text":
      return withReferences(node.value);
    case "inlineCode":
      return html`<code>${node.value}</code>`;
    case "strong":
      return html`<strong>${inline(node)}</strong>`;
    case "emphasis":
      return html`<em>${inline(node)}</em>`;
    case "break":
      return html`<br />`;
    case "link":
      return isWeb(node.url) ? html`<a href="${node.url}">${label(node)}</a>` : inline(node);
    case "image":
      return isWeb(node.url)
        ? html`<img src="${node.url}" alt="${node.alt}" />`
        : html`${node.alt}`;
    case "html":
      return ALLOWED_HTML.test(node.value) ? raw(node.value) : html`${node.value}`;
    default:
      return inline(node);
  }
}

/** Within a link nothing else is one. */
function label(node: Nodes): Html {
  if (!("children" in node)) return raw("");
  const parts = node.children.map((child) =>
    child.type === "text" ? html`${child.value}` : phrase(child),
  );
  return raw(parts.map((part) => part.html).join(""));
}

function isWeb(url: string): boolean {
  return /^https?:\/\//.test(url);
}

/** CommonMark has no tables, so one is a paragraph whose second line is a rule of dashes. */
function table(node: Paragraph, source: string): Html | null {
  const from = node.position?.start.offset ?? 0;
  const lines = source.slice(from, node.position?.end.offset ?? from).split("\n");
  const [head = "", rule = "", ...body] = lines;
  if (!/^\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?)?\s*$/.test(rule) || !head.includes("|")) return null;
  const rows = body.map(
    (line) =>
      html`<tr>
        ${cells(line, "td")}
      </tr>`,
  );
  const named = head.replace(/[|\s]/g, "") !== "";
  return html`<table>
    ${
      named
        ? html`<tr>
            ${cells(head, "th")}
          </tr>`
        : null
    }${rows}
  </table>`;
}

function cells(line: string, tag: "td" | "th"): Html[] {
  const texts = line
    .replace(/^\s*\||\|\s*$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
  return texts.map((text) => {
    const [first] = fromMarkdown(text).children;
    return raw(`<${tag}>${first === undefined ? "" : inline(first).html}</${tag}>`);
  });
}
