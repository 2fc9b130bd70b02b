import type { Annotation, CheckContent } from "../model/check.ts";
import { Fault } from "../model/fault.ts";

/** How many annotations GitHub takes in one request. */
export const ANNOTATIONS_PER_REQUEST = 50;

/** GitHub's limits in UTF-8 bytes: its schema says characters and its server counts bytes. */
const LIMITS = {
  title: 255,
  markdown: 65_535,
  annotationText: 64 * 1024,
  buttons: 3,
  buttonLabel: 20,
  buttonDescription: 40,
  buttonIdentifier: 20,
} as const;

/**
 * The part of a request's body that says what a check run shows, with one batch of its
 * annotations. Columns are never sent: GitHub refuses them on more than one line.
 */
export function checkRunBody(content: CheckContent, annotations: readonly Annotation[]) {
  return {
    ...statusOf(content),
    output: outputOf(content, annotations),
    actions: content.buttons.map(({ label, description, identifier }) => ({
      label,
      description,
      identifier,
    })),
  };
}

/** The output alone, for the batches of annotations after the first. */
export function outputOf(content: CheckContent, annotations: readonly Annotation[]) {
  return {
    title: content.title,
    summary: content.summary,
    ...(content.text === null ? {} : { text: content.text }),
    ...(annotations.length === 0 ? {} : { annotations: annotations.map(toAnnotation) }),
  };
}

/** The conclusion makes a check run completed, so it goes out only with that status. */
function statusOf({ status, conclusion }: CheckContent) {
  if (status !== "completed") return { status };
  if (conclusion === null) throw broken("a completed check run has no conclusion");
  return { status, conclusion };
}

function toAnnotation(annotation: Annotation) {
  return {
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
    ...(annotation.rawDetails === null ? {} : { raw_details: annotation.rawDetails }),
  };
}

/**
 * Throws a fault when GitHub would refuse this content. The report room cuts to these
 * limits, so this is a broken invariant of ours, found before anything is sent.
 */
export function assertWithinLimits(content: CheckContent): void {
  assertBytes("title", content.title, LIMITS.title);
  assertBytes("summary", content.summary, LIMITS.markdown);
  assertBytes("text", content.text ?? "", LIMITS.markdown);
  if (content.buttons.length > LIMITS.buttons) throw broken("a check run has over 3 buttons");
  for (const button of content.buttons) {
    assertBytes("button label", button.label, LIMITS.buttonLabel);
    assertBytes("button description", button.description, LIMITS.buttonDescription);
    assertBytes("button identifier", button.identifier, LIMITS.buttonIdentifier);
  }
  content.annotations.forEach(assertAnnotation);
}

function assertAnnotation(annotation: Annotation): void {
  assertBytes("annotation title", annotation.title, LIMITS.title);
  assertBytes("annotation message", annotation.message, LIMITS.annotationText);
  assertBytes("annotation details", annotation.rawDetails ?? "", LIMITS.annotationText);
  if (annotation.endLine < annotation.startLine)
    throw broken("an annotation ends before it starts");
  if (!isRepositoryPath(annotation.path))
    throw broken("an annotation's path is not in the repository");
}

function isRepositoryPath(path: string): boolean {
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function assertBytes(what: string, text: string, most: number): void {
  const size = Buffer.byteLength(text);
  if (size > most) throw broken(`a check run's ${what} has ${size} bytes, over ${most}`);
}

function broken(message: string): Fault {
  return new Fault("internal", message);
}
