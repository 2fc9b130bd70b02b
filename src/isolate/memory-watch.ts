import { readFile } from "node:fs/promises";

const EVERY_MILLISECONDS = 100;

/** Pages are 4 KiB on every Linux that Node publishes programs for but a few arm64 ones. */
const PAGE_BYTES = 4096;

/**
 * Calls `exceeded` once when the process holds more than `bytes` of memory. Reads
 * `/proc/<pid>/statm`, so it watches on Linux only; answers a function that ends the watch.
 */
export function watchMemory(pid: number, bytes: number, exceeded: () => void): () => void {
  const timer = setInterval(() => {
    readFile(`/proc/${pid}/statm`, "latin1").then(
      (text) => {
        const resident = Number(text.split(" ")[1]) * PAGE_BYTES;
        if (resident <= bytes) return;
        clearInterval(timer);
        exceeded();
      },
      // The process is gone, or the system has no /proc.
      () => clearInterval(timer),
    );
  }, EVERY_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}
