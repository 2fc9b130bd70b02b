import type { CheckContent } from "../model/check.ts";

/**
 * The same conclusion with nothing that GitHub could refuse: title, buttons and one sentence
 * of ours.
 */
export function shortened(content: CheckContent): CheckContent {
  return {
    ...content,
    summary:
      "GitHub did not take the details of this check. Press Re-run to try again; the operator finds them in the log of Gatehouse.\n",
    text: null,
    annotations: [],
  };
}
