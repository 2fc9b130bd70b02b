import type { Expression, Statement } from "../../code/program.ts";
import { statementOf } from "../lowered.ts";
import { type Reader } from "./reader.ts";
import { skipType } from "./skip-type.ts";

/** `{ case a => b; case c if d => e }` behind `match`, or where a function stands. */
export function readCases(subject: Expression, reader: Reader): Statement[] {
  const { at } = subject;
  const bodies: Statement[][] = [];
  const braces = reader.accept("{");
  const { column } = reader.peek();
  // Without braces the cases end where a line stands further to the left.
  const ends = (): boolean =>
    reader.is("}") ||
    reader.peek().kind === "end" ||
    (!braces && reader.peek().fresh && (reader.peek().column < column || !reader.is("case")));
  reader.within(false, () => {
    while (!ends()) {
      const before = reader.place;
      if (reader.accept("case")) {
        const { names, guard } = readPattern(reader);
        const bound = names.map((name) =>
          statementOf({
            kind: "assign",
            target: { kind: "name", name, local: true },
            value: subject,
            at,
          }),
        );
        const body = reader.scoped(names, () => {
          const out: Statement[] = [];
          while (!reader.is("case") && !reader.is("}") && reader.peek().kind !== "end") {
            if (!braces && reader.peek().fresh && reader.peek().column <= column) break;
            const inner = reader.place;
            out.push(...reader.statement());
            if (reader.place === inner) reader.take();
          }
          return out;
        });
        bodies.push([...bound, ...guard, ...body]);
      }
      if (reader.place === before) reader.take();
    }
    if (braces) reader.accept("}");
  });
  return [{ kind: "branch", test: null, bodies, at }];
}

function readPattern(reader: Reader): { names: string[]; guard: Statement[] } {
  const names: string[] = [];
  const guard: Statement[] = [];
  while (!reader.is("=>") && !reader.is("}") && reader.peek().kind !== "end") {
    const token = reader.peek();
    if (token.text === "if") {
      reader.take();
      guard.push(statementOf(reader.expression()));
      continue;
    }
    if (token.text === ":") {
      reader.take();
      skipType(reader, false);
      continue;
    }
    if (
      token.kind === "name" &&
      /^[a-z_]\w*$/.test(token.text) &&
      reader.peek(1).text !== "." &&
      names.length < 20
    )
      names.push(token.text);
    reader.take();
  }
  reader.accept("=>");
  return { names, guard };
}
