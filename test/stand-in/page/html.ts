/** Text that is HTML already, so that it is not escaped again. */
export interface Html {
  html: string;
}

/** Builds HTML; every value that is not HTML itself is escaped. */
export function html(parts: TemplateStringsArray, ...values: unknown[]): Html {
  const text = parts.map((part, i) => part + (i < values.length ? render(values[i]) : ""));
  return { html: text.join("") };
}

/** Takes text as HTML that was made here. */
export function raw(text: string): Html {
  return { html: text };
}

function render(value: unknown): string {
  if (Array.isArray(value)) return value.map(render).join("");
  if (typeof value === "object" && value !== null && "html" in value) return String(value.html);
  if (value === null || value === undefined || value === false) return "";
  return escaped(typeof value === "string" ? value : JSON.stringify(value));
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
