/** Redacted lines about what the app does. Never amounts together with names, never secrets. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** For defects; the error's stack is redacted and kept. */
  error(message: string, error?: unknown): void;
}
