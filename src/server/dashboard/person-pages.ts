import type { Overview } from "../../model/overview.ts";
import type { Person } from "../../ports/sign-in.ts";
import type { Html } from "./page.ts";
import { reviewsPage } from "./review-pages.ts";
import { runsPage } from "./run-pages.ts";
import type { IsVisible } from "./visibility.ts";

/** The pages for people whom GitHub has named, in the order of their navigation. */
export const PERSON_PAGES = [
  ["/reviews", "Reviews"],
  ["/runs", "Runs"],
] as const;

/** What a person's list shows: the rows of repositories in which they may see it. */
export async function personList(
  { overview, isVisible }: { overview: Overview; isVisible: IsVisible },
  person: Person,
  path: string,
): Promise<{ title: string; html: Html } | null> {
  const seen = async <R>(rows: readonly R[], idOf: (row: R) => number): Promise<R[]> => {
    const ids = [...new Set(rows.map(idOf))];
    const visible = new Set<number>();
    // One after the other: the first no of a budget keeps the others from being asked.
    for (const id of ids) if (await isVisible(person, id)) visible.add(id);
    return rows.filter((row) => visible.has(idOf(row)));
  };
  if (path === "/runs") {
    const rows = await seen(await overview.runs(), ({ repository }) => repository.id);
    return { title: "Runs", html: runsPage(rows) };
  }
  if (path !== "/reviews" && path !== "/") return null;
  const rows = await seen(await overview.reviews(), ({ repositoryId }) => repositoryId);
  return { title: "Reviews", html: reviewsPage(rows) };
}

/** Whether a person may see the one review or run that an address names. */
export async function isTheirs(
  { overview, isVisible }: { overview: Overview; isVisible: IsVisible },
  person: Person,
  path: string,
): Promise<boolean> {
  const [, kind = "", first = ""] = path.split("/");
  if (kind === "reviews") return isVisible(person, Number(first));
  if (kind !== "runs") return false;
  const run = await overview.run(first);
  return run !== null && isVisible(person, run.repository.id);
}
