import { z } from "zod";
import { PERMISSIONS, type Permission } from "../model/command.ts";
import { Fault } from "../model/fault.ts";
import type { GitHub } from "../ports.ts";
import type { Client } from "./client.ts";

const PermissionAnswer = z.object({
  permission: z.enum(["none", "read", "write", "admin"]),
  role_name: z.string(),
  user: z.object({ id: z.int() }).nullable(),
});

const CommentAnswer = z.object({
  id: z.int(),
  body: z.string().optional(),
  created_at: z.string(),
  updated_at: z.string(),
  user: z.object({ id: z.int() }).nullable(),
});

/** Who somebody is and what they wrote, live. */
export function createPeople(client: Client): Pick<GitHub, "permission" | "comment"> {
  return {
    async permission(repository, login) {
      const answer = await client.ask(repository, PermissionAnswer, (octokit, at) =>
        octokit.request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
          ...at,
          username: login,
        }),
      );
      if (answer.user === null) throw new Fault("gone", "GitHub knows no such user any more");
      return { userId: answer.user.id, permission: toPermission(answer) };
    },

    async comment(repository, id) {
      try {
        const answer = await client.ask(repository, CommentAnswer, (octokit, at) =>
          octokit.request("GET /repos/{owner}/{repo}/issues/comments/{comment_id}", {
            ...at,
            comment_id: id,
          }),
        );
        return toLiveComment(answer);
      } catch (error) {
        if (error instanceof Fault && error.kind === "gone") return null;
        throw error;
      }
    },
  };
}

/** The old four levels, and the real roles that GitHub reports as one of them. */
const ROLES_OF = {
  none: ["none"],
  read: ["read", "triage"],
  write: ["write", "maintain"],
  admin: ["admin"],
} as const satisfies Record<string, readonly Permission[]>;

/**
 * The real role where it is one of GitHub's own and agrees with the old level. A custom
 * role may carry any name, so it counts as the level that it is built on.
 */
function toPermission(answer: z.infer<typeof PermissionAnswer>): Permission {
  const roles: readonly Permission[] = ROLES_OF[answer.permission];
  const role = PERMISSIONS.find((name) => name === answer.role_name);
  return role !== undefined && roles.includes(role) ? role : answer.permission;
}

function toLiveComment(answer: z.infer<typeof CommentAnswer>) {
  if (answer.user === null) return null;
  return {
    id: answer.id,
    body: answer.body ?? "",
    authorId: answer.user.id,
    edited: answer.updated_at !== answer.created_at,
  };
}
