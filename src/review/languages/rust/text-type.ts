import type { SyntaxNode } from "../syntax.ts";

/** Whether a type is that of a text, also inside of a `Result`. */
export function isTextType(type: SyntaxNode | null): boolean {
  return (
    type !== null &&
    /^(?:(?:\w+::)*(?:Result|Option|Box|Arc|Rc|Cow)\s*<\s*)?(?:(?:\w+::)*String|&?\s*(?:'\w+\s*,?\s*)?str)\b/.test(
      type.text,
    )
  );
}
