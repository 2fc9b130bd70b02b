import type { Analysis, Fold } from "../../code/analysis.ts";
import { frameIn } from "../../code/analysis.ts";
import { readMember } from "../../code/members.ts";
import { runProgram } from "../../code/other-files.ts";
import { nest } from "../../code/scope.ts";
import { constant, onlyText, UNKNOWN, type Value } from "../../code/value.ts";

/**
 * `config('mail.from')` of Laravel is the field `from` of what `config/mail.php` answers
 * (laravel.com/docs, "Configuration"). Null where no such file is.
 */
export const settingOf: Fold = (_, [name], analysis, at) => {
  const [file, ...fields] = (onlyText(name ?? UNKNOWN) ?? "").split(".");
  if (file === undefined || !/^[\w-]{1,60}$/.test(file) || fields.length > 8) return null;
  const answer = answerOf(`config/${file}.php`, analysis, at);
  if (answer === null) return null;
  return fields.reduce<Value>(
    (value, field) => readMember(value, constant(field), at, analysis),
    answer,
  );
};

function answerOf(path: string, analysis: Analysis, at: Parameters<Fold>[3]): Value | null {
  const home = analysis.neighbours.code(path, "php");
  return home === null ? null : runProgram(home, frameIn(nest(null)), at, analysis);
}
