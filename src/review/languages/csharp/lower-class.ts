import type { Argument, Expression, FunctionNode, Statement } from "../../code/program.ts";
import { child, parts, type SyntaxNode } from "../syntax.ts";
import { memberAt, nameAt, statementOf } from "../lowered.ts";
import { accessor, getterOf, membersOf, primaryParameters, type TypeInfo } from "./declared.ts";
import { argumentsOf } from "./lower-call.ts";
import { lowerImplicit } from "./lower-creation.ts";
import { lowerMethod, objectOf } from "./lower-function.ts";
import { valueOf } from "./lower-statement.ts";
import { assignMemberAt, methodAt, type Lowering } from "./lowering.ts";
import { plainName } from "./names.ts";
import { nativeFunction } from "./native.ts";
import { isHandler } from "./entry-points.ts";

/** A type as statements: the class, and a call that gives its fields their first values. */
export interface LoweredType {
  statement: Statement;
  initialise: Statement;
}

/** Lowers a type with its fields, properties and methods. */
export function lowerType(type: TypeInfo, to: Lowering): LoweredType {
  const { at } = type.node;
  return to.inType(type, () => {
    const methods: FunctionNode[] = [];
    const overloads: Expression[] = [];
    const fields: Statement[] = [];
    for (const member of membersOf(type.node)) {
      fields.push(...lowerFields(member, to));
      for (const method of lowerMethods(member, type, to)) {
        add(method, methods, overloads, to);
      }
    }
    const primary = primaryConstructor(type, to);
    if (primary !== null) add(primary, methods, overloads, to);
    const maker = to.fresh();
    const body = [...fields, ...overloads.map(statementOf)];
    const initialise: FunctionNode = {
      name: maker,
      parameters: [],
      defaults: [],
      rest: false,
      self: "this",
      body,
      at,
    };
    const bases = type.bases.map((base) => nameAt(base, at));
    return {
      statement: {
        kind: "class",
        name: type.name,
        bases,
        methods: [...methods, initialise],
        body: [],
        at,
      },
      initialise: statementOf(methodAt(nameAt(type.name, at), maker, [], at)),
    };
  });
}

/** Methods of one name are one function that may be any of them. */
function add(
  method: FunctionNode,
  methods: FunctionNode[],
  overloads: Expression[],
  to: Lowering,
): void {
  const name = method.name ?? to.fresh();
  if (!methods.some((each) => each.name === name)) {
    methods.push({ ...method, name });
    return;
  }
  const other = to.fresh();
  methods.push({ ...method, name: other });
  const { at } = method;
  const self = nameAt("this", at);
  const options = [memberAt(self, name, at), memberAt(self, other, at)];
  overloads.push(assignMemberAt(self, name, { kind: "choice", test: null, options, at }, at));
}

function lowerFields(member: SyntaxNode, to: Lowering): Statement[] {
  const self = nameAt("this", member.at);
  switch (member.type) {
    case "field_declaration":
    case "event_field_declaration": {
      const declaration = parts(member).find((each) => each.type === "variable_declaration");
      if (declaration === undefined) return [];
      const type = child(declaration, "type");
      return parts(declaration).flatMap((each): Statement[] => {
        const name = each.type === "variable_declarator" ? child(each, "name") : null;
        if (name === null) return [];
        const value = valueOf(each, type, to) ?? (type === null ? null : objectOf(type, to));
        return value === null
          ? []
          : [statementOf(assignMemberAt(self, plainName(name.text), value, each.at))];
      });
    }
    case "property_declaration": {
      const name = child(member, "name");
      if (name === null || getterOf(member) !== null) return [];
      const type = child(member, "type");
      const given = child(member, "value");
      const value =
        given === null
          ? type === null
            ? null
            : objectOf(type, to)
          : given.type === "implicit_object_creation_expression"
            ? lowerImplicit(given, type, to)
            : to.expression(given);
      return value === null
        ? []
        : [statementOf(assignMemberAt(self, plainName(name.text), value, member.at))];
    }
    case "method_declaration": {
      const native = nativeFunction(member);
      const name = child(member, "name");
      if (native === null || name === null) return [];
      const value = nameAt(native, member.at);
      return [statementOf(assignMemberAt(self, plainName(name.text), value, member.at))];
    }
    default:
      return member.type === "enum_member_declaration" ? lowerConstant(member, to) : [];
  }
}

function lowerConstant(member: SyntaxNode, to: Lowering): Statement[] {
  const name = child(member, "name");
  const value = child(member, "value");
  if (name === null || value === null) return [];
  const self = nameAt("this", member.at);
  return [statementOf(assignMemberAt(self, plainName(name.text), to.expression(value), member.at))];
}

function lowerMethods(member: SyntaxNode, type: TypeInfo, to: Lowering): FunctionNode[] {
  const name = plainName(child(member, "name")?.text ?? "");
  const body = child(member, "body");
  switch (member.type) {
    case "method_declaration": {
      if (body === null) return [];
      const method = lowerMethod(member, name, body, to);
      return [isHandler(member, type) ? fromRequest(method) : method];
    }
    case "constructor_declaration":
      return [lowerConstructor(member, type, to)];
    case "property_declaration":
    case "indexer_declaration":
    case "event_declaration":
      return lowerAccessors(member, name, to);
    case "operator_declaration":
    case "conversion_operator_declaration":
    case "destructor_declaration":
      return [lowerMethod(member, to.fresh(), body, to)];
    default:
      return [];
  }
}

/** A method of a controller: its parameters are what a stranger sent. */
function fromRequest(method: FunctionNode): FunctionNode {
  const { at } = method;
  const given = method.parameters.map((name) =>
    statementOf({
      kind: "assign",
      target: { kind: "name", name, local: true },
      value: nameAt("Request.Input", at),
      at,
    }),
  );
  return { ...method, body: [...given, ...method.body] };
}

function lowerAccessors(member: SyntaxNode, name: string, to: Lowering): FunctionNode[] {
  const getter = member.type === "property_declaration" ? getterOf(member) : null;
  const setter = accessor(member, /^(?:set|init|add)$/);
  const others = [
    ...(member.type === "property_declaration" ? [] : [accessor(member, /^(?:get|remove)$/)]),
    ...(member.type === "indexer_declaration" ? [child(member, "value")] : []),
  ];
  const setting = setter === null ? [] : [{ ...lowerMethod(member, `set ${name}`, setter, to) }];
  return [
    ...(getter === null ? [] : [lowerMethod(member, name, getter, to)]),
    ...setting.map((each) => ({ ...each, parameters: ["value"], defaults: [null] })),
    ...others.flatMap((each) => (each === null ? [] : [lowerMethod(member, to.fresh(), each, to)])),
  ];
}

function lowerConstructor(member: SyntaxNode, type: TypeInfo, to: Lowering): FunctionNode {
  const isStatic = member.children.some(
    (each) => each.type === "modifier" && each.text === "static",
  );
  const method = lowerMethod(
    member,
    isStatic ? STATIC_CONSTRUCTOR : "constructor",
    child(member, "body"),
    to,
  );
  const initializer = parts(member).find((each) => each.type === "constructor_initializer");
  if (initializer === undefined) return method;
  const list = parts(initializer).find((each) => each.type === "argument_list");
  const locals = new Set([...to.locals, ...method.parameters]);
  const args = list === undefined ? [] : to.inFunction(locals, () => argumentsOf(list, to));
  const base = initializer.children.some((each) => each.type === "base");
  return { ...method, body: [...toBase(type, base, args, member, to), ...method.body] };
}

/** The name of a static constructor in the class's record. */
export const STATIC_CONSTRUCTOR = "static constructor";

/** `: base(a)` and `: this(a)` run another constructor on the same object. */
function toBase(
  type: TypeInfo,
  base: boolean,
  args: Argument[],
  node: SyntaxNode,
  to: Lowering,
): Statement[] {
  const { at } = node;
  const self = nameAt("this", at);
  if (!base) return [statementOf(methodAt(self, "constructor", args, at))];
  const parent = type.bases.find((each) => to.types.has(each));
  if (parent === undefined) return args.map(({ value }) => statementOf(value));
  const made = memberAt(nameAt(parent, at), "constructor", at);
  return [
    statementOf(assignMemberAt(self, BASE, made, at)),
    statementOf(methodAt(self, BASE, args, at)),
  ];
}

const BASE = "base constructor";

/** `record R(string A)` and `class C(string a)`: what is given is kept. */
function primaryConstructor(type: TypeInfo, to: Lowering): FunctionNode | null {
  const parameters = primaryParameters(type.node);
  if (parameters.length === 0) return null;
  const { at } = type.node;
  const names = parameters.map((each) => plainName(child(each, "name")?.text ?? to.fresh()));
  return {
    name: "constructor",
    parameters: names,
    defaults: parameters.map((each) => {
      const written = child(each, "type");
      return written === null ? null : objectOf(written, to);
    }),
    rest: false,
    self: "this",
    body: names.map((name) =>
      statementOf(assignMemberAt(nameAt("this", at), name, nameAt(name, at), at)),
    ),
    at,
  };
}
