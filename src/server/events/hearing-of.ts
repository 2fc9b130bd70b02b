import { hearClick } from "../../jobs/hear-check-run.ts";
import { hearComment } from "../../jobs/hear-command.ts";
import { hearGroupDestroyed, hearRange } from "../../jobs/hear-range.ts";
import { hearClosed, hearHead } from "../../jobs/hear-pull-request.ts";
import { hearReach } from "../../jobs/hear-reach.ts";
import { hearRerequest } from "../../jobs/hear-rerequest.ts";
import type { JobParts } from "../../jobs/parts.ts";
import type { Hearing } from "./hearing.ts";

/** Binds every kind of news to its use case. */
export function hearingOf(parts: JobParts): Hearing {
  return {
    head: (heard) => hearHead(parts, heard),
    closed: (heard) => hearClosed(parts, heard),
    comment: (heard) => hearComment(parts, heard),
    click: (heard) => hearClick(parts, heard),
    range: (heard) => hearRange(parts, heard),
    groupDestroyed: (group) => hearGroupDestroyed(parts, group),
    reach: (heard) => hearReach(parts, heard),
    rerequest: (heard) => hearRerequest(parts, heard),
  };
}
