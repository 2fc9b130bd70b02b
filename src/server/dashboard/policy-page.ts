import type { PolicyRow } from "../../model/overview.ts";
import type { RepositoryRef } from "../../model/repository.ts";
import { type Html, html, table } from "./page.ts";

/** What counts for a repository, key by key; by what was kept, so GitHub is not asked. */
export type ExplainPolicy = (repository: RepositoryRef) => Promise<{
  keys: readonly { key: string; value: unknown; origin: string; lockedBy: string | null }[];
  refused: readonly { key: string; origin: string; why: string }[];
}>;

interface Parts {
  overview: { repository(id: number): Promise<RepositoryRef | null> };
  explainPolicy: ExplainPolicy;
}

/** Each is read in a child of its own, one after the other; the rest shows its file alone. */
const MOST_EXPLAINED = 25;

/** The policy in force for each repository that was seen, with where each key comes from. */
export async function policiesPage(parts: Parts, rows: readonly PolicyRow[]): Promise<Html> {
  if (rows.length === 0) return html`<p class="none">No repository has a policy of its own.</p>`;
  const shown: Html[] = [];
  for (const [at, row] of rows.entries()) {
    const inForce = at < MOST_EXPLAINED ? await explained(parts, row) : html``;
    shown.push(
      html`<h2>${row.repository ?? String(row.repositoryId)}</h2>
        ${inForce} ${written(row)}`,
    );
  }
  return html`${shown}`;
}

function written({ text }: PolicyRow): Html {
  if (text === null) return html`<p class="none">It has no file of its own.</p>`;
  return html`<pre tabindex="0">${text}</pre>`;
}

async function explained(parts: Parts, { repositoryId }: PolicyRow): Promise<Html> {
  const repository = await parts.overview.repository(repositoryId);
  if (repository === null) return html`<p class="none">Nothing was heard of it lately.</p>`;
  const { keys, refused } = await parts.explainPolicy(repository);
  return html`${table(
    "In force",
    ["Key", "Value", "From", "Locked by"],
    keys.map(({ key, value, origin, lockedBy }) => [
      ...[key, html`<code>${JSON.stringify(value)}</code>`, origin, lockedBy ?? ""],
    ]),
  )}
  ${table(
    "Written, but does not count",
    ["Key", "From", "Why"],
    refused.map(({ key, origin, why }) => [key, origin, why]),
  )}`;
}
