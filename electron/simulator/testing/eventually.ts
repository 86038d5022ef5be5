import { vi } from 'vitest';

/** Waits for an assertion to hold; longer than Vitest's own second, since test machines may be busy. */
export function eventually<T>(assertion: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertion, { timeout: 20_000, interval: 10 });
}
