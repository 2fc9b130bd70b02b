import type { RepositoryRef } from "../model/repository.ts";

/** A webhook that GitHub could not deliver. */
export interface FailedDelivery {
  /** GitHub's id of the attempt. */
  attempt: number;
  /** `X-GitHub-Delivery`: the same for every attempt. */
  id: string;
  event: string;
  action: string | null;
}

/** A repository as an installation reaches it now. */
export interface ReachedRepository extends RepositoryRef {
  /** Nobody can write to it, a check run neither. */
  archived: boolean;
}

/** What the App itself may ask GitHub: where it is installed, and what it did not hear. */
export interface Directory {
  /** Ids of the installations that are not suspended. */
  installations(): Promise<number[]>;
  /** The repositories that an installation reaches. */
  repositories(installationId: number): Promise<ReachedRepository[]>;
  /** Whether GitHub lets the App into this repository, asked anew. */
  reaches(repository: RepositoryRef): Promise<boolean>;
  /** The newest deliveries that failed, at most a hundred. GitHub keeps them for three days. */
  failedDeliveries(): Promise<FailedDelivery[]>;
  /** Asks GitHub to send a delivery again, with its id. */
  redeliver(attempt: number): Promise<void>;
}
