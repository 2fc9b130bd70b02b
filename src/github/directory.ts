import { z } from "zod";
import type { Octokit } from "@octokit/rest";
import { Fault } from "../model/fault.ts";
import type { Directory } from "../ports/directory.ts";
import type { App } from "./app.ts";
import { createOctokit } from "./octokit.ts";
import { applyRequestPolicy, REQUEST_POLICY, type RequestPolicy } from "./request-policy.ts";

/** Ten thousand installations, and as many repositories of one. */
const MOST_PAGES = 100;
const PER_PAGE = 100;

const Installations = z.array(z.object({ id: z.int(), suspended_at: z.string().nullish() }));
const Repositories = z.object({
  repositories: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      owner: z.object({ login: z.string() }),
      archived: z.boolean().optional(),
    }),
  ),
});
const Deliveries = z.array(
  z.object({
    // Larger than JavaScript's safe integers some day; then asking again finds nothing.
    id: z.number(),
    guid: z.string(),
    event: z.string(),
    action: z.string().nullable(),
  }),
);

/** What the App itself may ask GitHub. */
export function createDirectory({
  app,
  policy = REQUEST_POLICY,
}: {
  app: App;
  policy?: RequestPolicy;
}): Directory {
  const asApp = async () => signed({ app, policy }, `bearer ${await app.appToken()}`);
  return {
    async installations() {
      const octokit = await asApp();
      const all = await pages(async (page) => {
        const { data } = await octokit.request("GET /app/installations", page);
        return read(Installations, data);
      });
      return all.filter(({ suspended_at: at }) => !at).map(({ id }) => id);
    },

    async repositories(installationId) {
      const token = await app.installationToken(installationId);
      const octokit = signed({ app, policy }, `token ${token}`);
      const all = await pages(async (page) => {
        const { data } = await octokit.request("GET /installation/repositories", page);
        return read(Repositories, data).repositories;
      });
      return all.map(({ id, name, owner, archived = false }) => ({
        ...{ installationId, id, name, owner: owner.login, archived },
      }));
    },

    async reaches(repository) {
      try {
        await app.token(repository, "contents", { fresh: true });
        return true;
      } catch (error) {
        if (error instanceof Fault && error.kind === "gone") return false;
        throw error;
      }
    },

    async failedDeliveries() {
      const octokit = await asApp();
      const page = { per_page: PER_PAGE, status: "failure" } as const;
      const { data } = await octokit.request("GET /app/hook/deliveries", page);
      return read(Deliveries, data).map(({ id: attempt, guid: id, event, action }) => ({
        ...{ attempt, id, event, action },
      }));
    },

    async redeliver(attempt) {
      const octokit = await asApp();
      await octokit.request("POST /app/hook/deliveries/{delivery_id}/attempts", {
        delivery_id: attempt,
      });
    },
  };
}

function signed(
  { app, policy }: { app: App; policy: RequestPolicy },
  authorization: string,
): Octokit {
  const octokit = createOctokit(app.apiUrl);
  octokit.hook.before("request", (options) => {
    options.headers["authorization"] = authorization;
  });
  applyRequestPolicy(octokit, policy);
  return octokit;
}

async function pages<T>(
  ask: (page: { per_page: number; page: number }) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const found = await ask({ per_page: PER_PAGE, page });
    all.push(...found);
    if (found.length < PER_PAGE) break;
  }
  return all;
}

function read<S extends z.ZodType>(schema: S, data: unknown): z.infer<S> {
  const answer = schema.safeParse(data);
  if (answer.success) return answer.data;
  const where = answer.error.issues.map((issue) => issue.path.join(".")).join(", ");
  throw new Fault("unavailable", `GitHub's answer is not of the documented shape: ${where}`);
}
