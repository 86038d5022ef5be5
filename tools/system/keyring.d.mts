/** See `keyring.mjs`. */
export interface PrivateKeyring {
  /** What programs need to reach it. */
  readonly env: Readonly<Record<string, string>>;
  lock(): Promise<void>;
  unlock(): Promise<void>;
  stop(): Promise<void>;
}

export function startKeyring(): Promise<PrivateKeyring>;
