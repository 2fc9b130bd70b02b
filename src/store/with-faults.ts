import { Fault } from "../model/fault.ts";

/** Methods of a port, as far as this file looks at them. */
type Method = (...parameters: never[]) => Promise<unknown>;

/** SQLSTATE classes that promise success later: connection, resources, operator intervention. */
const PASSING = /^(08|40|53|55|57)/;

/** The same methods, throwing `Fault`s instead of what the database driver throws. */
export function withFaults<T extends { [K in keyof T]: Method }>(methods: T): T {
  const wrapped = Object.entries<Method>(methods).map(([name, method]) => [
    name,
    async (...parameters: never[]): Promise<unknown> => {
      try {
        return await method(...parameters);
      } catch (error) {
        throw error instanceof Fault ? error : toFault(name, error);
      }
    },
  ]);
  // Every key of T has been wrapped with its own parameters and answer.
  return Object.fromEntries(wrapped) as T;
}

function toFault(name: string, cause: unknown): Fault {
  const code =
    typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
  // Five characters are a SQLSTATE; anything longer is the network's: ECONNREFUSED, ENOTFOUND.
  const passing = code.length === 5 ? PASSING.test(code) : code.startsWith("E");
  return new Fault(passing ? "unavailable" : "internal", `failed to ${name} in the store`, {
    cause,
  });
}
