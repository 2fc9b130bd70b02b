/** Where cloud machines hand out credentials: AWS, Azure and Google; AWS over IPv6; Alibaba. */
export const METADATA: ReadonlySet<string> = new Set([
  "169.254.169.254",
  "169.254.170.2",
  "fd00:ec2::254",
  "100.100.100.200",
  "metadata.google.internal",
]);
