import { UNITS } from "./units.js";

/** Whole milliseconds as a text such as "1h 30m". */
export function formatDuration(milliseconds) {
  if (milliseconds === 0) return "0s";
  const parts = [];
  let rest = milliseconds;
  for (const [unit, size] of Object.entries(UNITS)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join(" ");
}
