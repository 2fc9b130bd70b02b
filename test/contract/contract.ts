import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { checkRunProblems } from "./check-run-limits.ts";

/** One request to GitHub, as the stand-in received it. */
export interface SeenRequest {
  operation: string;
  path: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

/** Holds requests, answers and webhooks against GitHub's own description of its API. */
export interface Contract {
  /** What is wrong with a request; empty when GitHub would accept its form. */
  request(request: SeenRequest): string[];
  /** What is wrong with an answer of the stand-in. */
  answer(operation: string, status: number, body: unknown): string[];
  /** What is wrong with a webhook payload; `name` is `event.action` or `event`. */
  webhook(name: string, payload: unknown): string[];
}

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  schema: object;
}

interface Description {
  operations: Record<
    string,
    {
      parameters: Parameter[];
      requestBody: object | null;
      responses: Record<string, object | null>;
    }
  >;
  webhooks: Record<string, object>;
}

const file = new URL("openapi.json", import.meta.url);
// The file is ours and written by script/update-openapi.ts in this shape.
const description = JSON.parse(readFileSync(file, "utf8")) as Description;

/** Loads the description; schemas compile when they are first needed. */
export function createContract(): Contract {
  const compiled = new Map<string, ValidateFunction>();
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    coerceTypes: false,
    validateFormats: true,
  });
  const coercing = new Ajv({ strict: false, allErrors: true, coerceTypes: true });
  // ajv-formats is CommonJS whose types hide that the function is its default export.
  for (const each of [ajv, coercing]) (addFormats as unknown as (to: Ajv) => void)(each);
  ajv.addSchema(description, "gh");

  function problems(pointer: string[], value: unknown): string[] {
    const key = pointer.map((part) => encodeURIComponent(escapePointer(part))).join("/");
    const validate = compiled.get(key) ?? ajv.compile({ $ref: `gh#/${key}` });
    compiled.set(key, validate);
    return validate(value) ? [] : explain(validate);
  }

  function parameterProblems(parameters: Parameter[], request: SeenRequest): string[] {
    return parameters.flatMap((parameter) => {
      if (parameter.in === "header") return [];
      const value = request[parameter.in][parameter.name];
      if (value === undefined) {
        return parameter.required ? [`${parameter.in} parameter ${parameter.name} is missing`] : [];
      }
      const validate = coercing.compile({ properties: { value: parameter.schema } });
      return validate({ value }) ? [] : explain(validate).map((line) => parameter.name + line);
    });
  }

  return {
    request(request) {
      const known = description.operations[request.operation];
      if (known === undefined) return [`${request.operation} is not in the description`];
      const names = known.parameters.filter((p) => p.in === "query").map((p) => p.name);
      const found = parameterProblems(known.parameters, request);
      for (const name of Object.keys(request.query)) {
        if (!names.includes(name)) found.push(`query parameter ${name} is unknown`);
      }
      if (known.requestBody === null) {
        return request.body === undefined
          ? found
          : [...found, "a body was sent where none belongs"];
      }
      const pointer = ["operations", request.operation, "requestBody"];
      const unknown = unknownProperties(known.requestBody, request.body);
      return [
        ...found,
        ...problems(pointer, request.body),
        ...unknown,
        ...checkRunProblems(request.operation, request.body),
      ];
    },

    answer(operation, status, body) {
      const known = description.operations[operation];
      if (known === undefined) return [`${operation} is not in the description`];
      const schema = known.responses[String(status)];
      if (schema === undefined || schema === null) return errorProblems(operation, status, body);
      return problems(["operations", operation, "responses", String(status)], body);
    },

    webhook(name, payload) {
      if (description.webhooks[name] === undefined) return [`${name} is not in the description`];
      return problems(["webhooks", name], payload);
    },
  };
}

/** Every operation and webhook that the committed description holds. */
export function describedNames(): { operations: string[]; webhooks: string[] } {
  return {
    operations: Object.keys(description.operations),
    webhooks: Object.keys(description.webhooks),
  };
}

/**
 * Where GitHub's description is narrower than GitHub: a deleted fork leaves `head.repo` null
 * (docs: events, pull_request), and older payload schemas list the events of their time.
 */
const KNOWN_FLAWS = [
  /\/head\/repo must be object$/,
  /\/app\/events\/\d+ must be equal to one of the allowed values$/,
];

function explain(validate: ValidateFunction): string[] {
  return (validate.errors ?? [])
    .map((error) => `${error.instancePath || "/"} ${error.message}`)
    .filter((problem) => !KNOWN_FLAWS.some((flaw) => flaw.test(problem)));
}

function escapePointer(part: string): string {
  return part.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** GitHub ignores what it does not know; for us that is a typing mistake. */
function unknownProperties(schema: object, body: unknown, at = ""): string[] {
  const properties = "properties" in schema ? schema.properties : undefined;
  const items = "items" in schema ? schema.items : undefined;
  if (Array.isArray(body) && isObject(items)) {
    return body.flatMap((item: unknown, i) => unknownProperties(items, item, `${at}/${i}`));
  }
  if (!isObject(properties) || !isObject(body)) return [];
  return Object.entries(body).flatMap(([name, value]) => {
    const inner: unknown = properties[name];
    if (inner === undefined) return [`${at}/${name} is unknown`];
    return isObject(inner) ? unknownProperties(inner, value, `${at}/${name}`) : [];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Statuses that the description leaves out still carry GitHub's usual error body. */
function errorProblems(operation: string, status: number, body: unknown): string[] {
  if (status < 400) return [`${operation} never answers ${status}`];
  const told = isObject(body) && typeof body["message"] === "string";
  return told || status >= 500 ? [] : [`${operation} answered ${status} without a message`];
}
