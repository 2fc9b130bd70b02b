import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Contract } from "../contract/contract.ts";
import { OPERATIONS } from "../contract/operations.ts";
import { answerWithFault, type Faults } from "./faults.ts";
import type { Notify, OperationAnswer, OperationCall } from "./operations/operation.ts";
import { refusal } from "./operations/operation.ts";
import { HANDLERS } from "./operations/table.ts";
import type { Repository, State } from "./state.ts";
import { type Caller, callerOf, permits } from "./tokens.ts";

/** One REST request that the stand-in saw; never with its credential. */
export interface LoggedRequest {
  method: string;
  path: string;
  operation: string | null;
  body: unknown;
  status: number | null;
  at: number;
}

/** What serves the REST API. */
export interface Rest {
  state: State;
  contract: Contract;
  faults: Faults;
  requests: LoggedRequest[];
  violations: string[];
  notify: (repository: Repository) => Notify;
}

export const REST_PREFIX = "/api/v3";

/** Serves one REST request: log, ordered faults, routing, authentication, contract, handler. */
export async function serveRest(
  rest: Rest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const path = url.pathname.slice(REST_PREFIX.length);
  const method = request.method ?? "GET";
  const raw = await buffer(request);
  const body: unknown = raw.length === 0 ? undefined : JSON.parse(raw.toString("utf8"));
  const route = match(method, path);
  const operation = route?.operation ?? null;
  const logged = { method, path, operation, body, status: null, at: Date.now() };
  const entry: LoggedRequest = logged;
  rest.requests.push(entry);

  const fault = rest.faults.take(`${method} ${path}`);
  if (fault !== null && fault.after !== true) {
    entry.status = fault.status ?? null;
    answerWithFault(fault, response);
    return;
  }
  const query = Object.fromEntries(url.searchParams);
  const answer = await operate(rest, request, { route, query, body, method, path });
  entry.status = answer.status;
  if (fault !== null) answerWithFault(fault, response);
  else send(response, answer);
}

interface Routed {
  route: Route | null;
  query: Record<string, string>;
  body: unknown;
  method: string;
  path: string;
}

async function operate(
  rest: Rest,
  request: IncomingMessage,
  { route, query, body, method, path }: Routed,
): Promise<OperationAnswer> {
  if (route === null) {
    rest.violations.push(`${method} ${path} is no operation that Gatehouse may call`);
    return refusal(404, "Not Found");
  }
  const { operation } = route;
  const seen = { operation, path: route.parameters, query, body };
  const wrong = [...headerProblems(request), ...rest.contract.request(seen)];
  rest.violations.push(...wrong.map((problem) => `${operation}: ${problem}`));

  const caller = callerOf(rest.state, request.headers.authorization);
  if (caller === null) return refusal(401, "Bad credentials");
  const repository = repositoryIn(rest.state, route.parameters);
  const barred = barrier(operation, caller, repository);
  if (barred !== null) return barred;
  if (wrong.length > 0) return refusal(422, `Invalid request. ${wrong.join("; ")}`);

  const answer = await handle(rest, route, { caller, query, body, repository });
  const broken = rest.contract.answer(operation, answer.status, answer.body);
  rest.violations.push(...broken.map((problem) => `answer of ${operation}: ${problem}`));
  return answer;
}

async function handle(
  rest: Rest,
  { operation, parameters }: Route,
  {
    caller,
    query,
    body,
    repository,
  }: Pick<OperationCall, "caller" | "query" | "repository"> & {
    body: unknown;
  },
): Promise<OperationAnswer> {
  const handler = HANDLERS[operation];
  if (handler === undefined) throw new Error(`the stand-in cannot do ${operation}`);
  return handler({
    state: rest.state,
    caller,
    path: parameters,
    query,
    // The contract has checked that a body is what the operation wants.
    body: (body ?? {}) as Record<string, unknown>,
    repository,
    notify: repository === null ? () => undefined : rest.notify(repository),
  });
}

interface Route {
  operation: string;
  parameters: Record<string, string>;
}

function match(method: string, path: string): Route | null {
  const parts = path.split("/");
  for (const operation of Object.keys(OPERATIONS)) {
    const [verb = "", template = ""] = operation.split(" ");
    const names = template.split("/");
    if (verb !== method || names.length !== parts.length) continue;
    const pairs = names.map((name, i) => [name, parts[i] ?? ""] as const);
    if (!pairs.every(([name, part]) => name.startsWith("{") || name === part)) continue;
    const named = pairs.filter(([name]) => name.startsWith("{"));
    const parameters = named.map(([name, part]) => [name.slice(1, -1), decodeURIComponent(part)]);
    return { operation, parameters: Object.fromEntries(parameters) as Record<string, string> };
  }
  return null;
}

function headerProblems(request: IncomingMessage): string[] {
  const { headers } = request;
  const problems: string[] = [];
  if (headers["x-github-api-version"] !== "2022-11-28")
    problems.push("the API version is not 2022-11-28");
  if ((headers["user-agent"] ?? "") === "") problems.push("there is no User-Agent");
  if (!/application\/(vnd\.github\S*\+)?json/.test(headers.accept ?? ""))
    problems.push("Accept is not JSON");
  return problems;
}

function repositoryIn(state: State, parameters: Record<string, string>): Repository | null {
  const { owner = "", repo = "" } = parameters;
  const name = `${owner}/${repo}`.toLowerCase();
  const found = state.repositories.find(
    (each) => `${each.owner.login}/${each.name}`.toLowerCase() === name,
  );
  return found ?? null;
}

/** What GitHub answers to a caller who may not do this; it hides what a token does not open. */
function barrier(
  operation: string,
  caller: Caller,
  repository: Repository | null,
): OperationAnswer | null {
  const known = OPERATIONS[operation];
  if (known === undefined) return refusal(404, "Not Found");
  if (known.as === "app") {
    return "app" in caller ? null : refusal(401, "A JSON web token could not be decoded");
  }
  if ("app" in caller) return refusal(403, "Resource not accessible by integration");
  const { grant } = caller;
  if (!operation.includes("{repo}")) return null;
  if (repository === null || repository.installationId !== grant.installationId) {
    return refusal(404, "Not Found");
  }
  if (grant.repositoryIds !== null && !grant.repositoryIds.includes(repository.id)) {
    return refusal(404, "Not Found");
  }
  if (repository.archived && !operation.startsWith("GET ")) {
    return refusal(403, "Repository was archived so is read-only.");
  }
  if (known.needs === null || permits(grant, known.needs.permission, known.needs.level))
    return null;
  return refusal(403, "Resource not accessible by integration");
}

function send(response: ServerResponse, { status, body }: OperationAnswer): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "x-github-media-type": "github.v3; format=json",
    "x-ratelimit-limit": "5000",
    "x-ratelimit-remaining": "4999",
    "x-ratelimit-reset": String(Math.floor(Date.now() / 1000) + 3600),
  });
  response.end(JSON.stringify(body));
}
