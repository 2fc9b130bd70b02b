import { Fault } from "../../model/fault.ts";
import type { Overview } from "../../model/overview.ts";
import type { GitHub, Now } from "../../ports.ts";
import type { Person } from "../../ports/sign-in.ts";

/** What is asked about people. */
export interface VisibilityParts {
  github: Pick<GitHub, "permission">;
  now: Now;
  overview: Pick<Overview, "repository">;
  /** Whether somebody may still have GitHub asked about them in this hour. */
  mayAsk: (installationId: number, personId: number) => Promise<boolean>;
}

/** For how long an answer of GitHub holds, in milliseconds: a page asks about many rows. */
const HOLDS = 30_000;
/** Who may run the sandbox may also see what it did; readers have the check run. */
const ENOUGH = new Set(["write", "maintain", "admin"]);
const MOST_KEPT = 10_000;

/** Whether somebody may see what Gatehouse knows of a repository, by its id. */
export type IsVisible = (person: Person, repositoryId: number) => Promise<boolean>;

/**
 * Asks GitHub for the person's permission at this moment, at most half a minute ago. Whatever
 * goes wrong is a no. The questions of one person have the same budget as their commands, so
 * that nobody uses up what an installation may ask.
 */
export function visibilityOf(parts: VisibilityParts): IsVisible {
  const kept = new Map<string, { answer: boolean; until: number }>();
  return async (person, repositoryId) => {
    const key = `${person.id} ${repositoryId}`;
    const now = parts.now().getTime();
    const known = kept.get(key);
    if (known !== undefined && known.until > now) return known.answer;
    if (kept.size >= MOST_KEPT) kept.clear();
    const answer = await ask(parts, person, repositoryId);
    kept.set(key, { answer, until: now + HOLDS });
    return answer;
  };
}

async function ask(
  parts: VisibilityParts,
  { id, login }: Person,
  repositoryId: number,
): Promise<boolean> {
  const repository = await parts.overview.repository(repositoryId);
  if (repository === null) return false;
  if (!(await parts.mayAsk(repository.installationId, id))) return false;
  try {
    const { userId, permission } = await parts.github.permission(repository, login);
    // A login can be given away and taken by somebody else.
    return userId === id && ENOUGH.has(permission);
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
