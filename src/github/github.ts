import type { GitHub } from "../ports.ts";
import { createCheckRuns } from "./check-runs.ts";
import { createClient, type ClientOptions } from "./client.ts";
import { createOptedIn } from "./opted-in.ts";
import { createPeople } from "./people.ts";
import { createPullRequests } from "./pull-requests.ts";
import { createRepositories } from "./repositories.ts";

/** GitHub's REST API as Gatehouse needs it, in the name of the given App. */
export function createGitHub(options: ClientOptions): GitHub {
  const client = createClient(options);
  return {
    ...createPullRequests(client),
    ...createRepositories(client, options.app),
    ...createPeople(client),
    ...createCheckRuns(client, options.app),
    ...createOptedIn(client, options.app),
  };
}
