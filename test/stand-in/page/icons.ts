import type { CheckRun } from "../state.ts";
import { type Html, raw } from "./html.ts";

const PATHS = {
  tick: '<path d="M4.5 8.3l2.3 2.3 4.7-5" fill="none" stroke="#fff" stroke-width="1.8"/>',
  cross: '<path d="M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4" stroke="#fff" stroke-width="1.8"/>',
  bang: '<path d="M8 4v5M8 10.8v1.6" stroke="#fff" stroke-width="1.8"/>',
  square: '<rect x="5" y="5" width="6" height="6" rx="1" fill="#fff"/>',
  dot: '<circle cx="8" cy="8" r="3.2" fill="#fff"/>',
  bar: '<path d="M4.6 11.4l6.8-6.8" stroke="#fff" stroke-width="1.8"/>',
} as const;

const LOOKS: Record<string, { colour: string; path: keyof typeof PATHS; words: string }> = {
  success: { colour: "#1a7f37", path: "tick", words: "Successful" },
  failure: { colour: "#cf222e", path: "cross", words: "Failed" },
  timed_out: { colour: "#cf222e", path: "bang", words: "Timed out" },
  action_required: { colour: "#9a6700", path: "bang", words: "Action required" },
  neutral: { colour: "#59636e", path: "square", words: "Neutral" },
  cancelled: { colour: "#59636e", path: "bar", words: "Cancelled" },
  skipped: { colour: "#59636e", path: "bar", words: "Skipped" },
  in_progress: { colour: "#bf8700", path: "dot", words: "In progress" },
  queued: { colour: "#bf8700", path: "dot", words: "Queued" },
};

/** How a check run stands, in a word. */
export function standing(run: CheckRun): string {
  return LOOKS[run.conclusion ?? run.status]?.words ?? run.status;
}

/** The round sign in front of a check run. */
export function standingIcon(run: CheckRun): Html {
  const look = LOOKS[run.conclusion ?? run.status];
  const { colour, path } = look ?? { colour: "#59636e", path: "dot" };
  return icon(colour, path);
}

/** The sign in front of an annotation. */
export function levelIcon(level: "notice" | "warning" | "failure"): Html {
  if (level === "failure") return icon("#cf222e", "cross");
  return level === "warning" ? icon("#bf8700", "bang") : icon("#59636e", "bang");
}

function icon(colour: string, path: keyof typeof PATHS): Html {
  const circle = `<circle cx="8" cy="8" r="8" fill="${colour}"/>`;
  return raw(`<svg class="icon" viewBox="0 0 16 16">${circle}${PATHS[path]}</svg>`);
}
