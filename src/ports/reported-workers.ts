import type { WorkerReport } from "../model/worker-report.ts";

/** The part of the store that knows what sandbox workers said last. */
export interface ReportedWorkers {
  /** Keeps the newest report of a worker, by the name that its token has. */
  heardOfWorker(name: string, report: WorkerReport, at: Date): Promise<void>;
}
