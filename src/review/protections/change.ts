/** Something that only the comparison of both sides of a file shows. */
export interface Change {
  name:
    | "change.payment-address"
    | "change.lookalike-address"
    | "change.payment-account"
    | "change.trusted-key"
    | "change.lookalike-host"
    | "change.other-host"
    | "change.tls-off"
    | "change.unverified-token"
    | "change.checksum-removed"
    | "change.signature-removed"
    | "change.weak-random"
    | "change.constant-door"
    | "change.named-door"
    | "change.void-check"
    | "change.new-address"
    | "change.new-recipient"
    | "change.new-proxy"
    | "change.disguised"
    | "change.documented-installer"
    | "change.planted";
  value: string;
  /** The line of the head where it shows. */
  line: number;
}
