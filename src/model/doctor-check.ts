/** One thing that was looked at: how it is, why, and what to do about it. */
export interface DoctorCheck {
  /** "area/what". */
  id: string;
  area: string;
  status: "ok" | "warn" | "fail" | "absent";
  why: string;
  fix: string;
}

/** Makes a check; its area is the first part of its id. */
export function checked(
  id: string,
  status: DoctorCheck["status"],
  why: string,
  fix = "",
): DoctorCheck {
  return { id, area: id.split("/")[0] ?? id, status, why, fix };
}
