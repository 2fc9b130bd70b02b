import type { TSESTree } from "@typescript-eslint/typescript-estree";
import type { Span } from "../../../model/span.ts";
import type { Expression, FunctionNode, Target } from "../../code/program.ts";

/**
 * What the parts of the lowering need of each other. They call through this, so that their
 * imports go one way.
 */
export interface Lowering {
  lowerFunction(node: FunctionLike): FunctionNode;
  lowerClassExpression(node: TSESTree.ClassExpression): Expression;
  lowerTarget(node: TSESTree.Node, local: boolean): Target;
  childrenOf(node: TSESTree.Node): TSESTree.Node[];
  /** Whether the function that is being lowered uses the list of all its arguments. */
  usesArguments: boolean;
  /** Names that the function which is being lowered declares with `var`, wherever in it. */
  vars: Set<string>;
  /** Counts the depth; throws a RangeError past the limit. */
  enter(): void;
  leave(): void;
}

export type FunctionLike =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression
  | TSESTree.TSEmptyBodyFunctionExpression
  | TSESTree.TSDeclareFunction;

/** The place of a node; columns count from 1. */
export function spanOf(node: { loc: TSESTree.SourceLocation }): Span {
  return {
    line: node.loc.start.line,
    endLine: node.loc.end.line,
    column: node.loc.start.column + 1,
  };
}
