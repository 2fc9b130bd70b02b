/** The part of the store that knows how much waits. */
export interface Waiting {
  /** Reviews of heads that wait to be taken, of one installation and of all. */
  reviewsWaiting(installationId: number): Promise<{ ofInstallation: number; all: number }>;
}
