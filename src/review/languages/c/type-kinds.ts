import { child, parts, type SyntaxNode } from "../syntax.ts";
import type { Lowering } from "./lowering.ts";
import { dotted, lastPart } from "./names.ts";

const TEXTS =
  /^(?:(?:std\.)?(?:pmr\.)?(?:w|u8|u16|u32)?string(?:_view)?|(?:std\.)?w?[io]?stringstream|Q(?:String|ByteArray)|String|CString[AW]?|TString|path|(?:std\.)?filesystem\.path|fs\.path|auto_text)$/;
const NUMBERS =
  /^(?:(?:(?:unsigned|signed|long|short|int|char|float|double|bool|void|const|size_t|ssize_t|wchar_t|auto)\s*)+|\w+_t|[A-Z][A-Z0-9_]{1,40}|u?int\d*|byte|uchar|uint|ulong|ushort)$/;

/** Whether values of a type are texts that grow by `+` and `<<`. */
export function isTextType(type: string): boolean {
  return TEXTS.test(type);
}

/** Whether a type says nothing about what its values can do. */
export function isPlain(type: string): boolean {
  return type === "" || NUMBERS.test(type.replace(/^std\./, ""));
}

/** Types whose values are what their makers are given: `std::thread(f)` is not among them. */
export function isContainer(type: string): boolean {
  return /^(?:vector|array|list|deque|set|unordered_set|initializer_list|span|basic_string|QList|QStringList|QVector|QByteArrayList|stack|queue)$/.test(
    lastPart(type),
  );
}

/** Whether values of a type have parts of other types under keys. */
export function isMap(type: string): boolean {
  return /^(?:map|unordered_map|multimap|QMap|QHash|QVariantMap|pair|tuple)$/.test(lastPart(type));
}

/** Whether an expression is a text that `+` puts together. */
export function isText(node: SyntaxNode, to: Lowering): boolean {
  switch (node.type) {
    case "string_literal":
    case "raw_string_literal":
    case "concatenated_string":
      return true;
    case "identifier":
      return isTextType(to.typeOf(node.text) ?? "");
    case "parenthesized_expression":
      return parts(node).some((each) => isText(each, to));
    case "binary_expression": {
      const left = child(node, "left");
      const right = child(node, "right");
      const operator = child(node, "operator")?.type;
      return operator === "+" && [left, right].some((each) => each !== null && isText(each, to));
    }
    case "call_expression": {
      const name = dotted(child(node, "function")?.text.slice(0, 80) ?? "");
      return (
        isTextType(name) ||
        /(?:^|\.)(?:to_string|to_wstring|string|str|substr|QString\.\w+|fromUtf8|fromLatin1|arg|toString|toStdString)$/.test(
          name,
        )
      );
    }
    case "compound_literal_expression":
      return isTextType(dotted(child(node, "type")?.text ?? ""));
    default:
      return false;
  }
}

/** Whether `<<` on an expression writes, and is no arithmetic. */
export function isStream(node: SyntaxNode, to: Lowering): boolean {
  if (node.type === "identifier") {
    const type = to.typeOf(node.text);
    if (type !== null) return type !== "" && !isPlain(type);
    return /^(?:w?c(?:out|err|log|in)|qDebug|Serial)$/.test(node.text);
  }
  if (node.type === "qualified_identifier") return /c(?:out|err|log|in)$/.test(node.text);
  if (node.type === "parenthesized_expression") {
    return parts(node).some((each) => isStream(each, to));
  }
  if (node.type === "call_expression") {
    const name = dotted(child(node, "function")?.text.slice(0, 80) ?? "");
    return (
      /(?:stream|qDebug|qInfo|LOG\w*|spdlog\.\w+)$/.test(name) ||
      (!isPlain(lastPart(name)) && /^[A-Z]/.test(lastPart(name)))
    );
  }
  return false;
}
