import { webcrypto } from 'node:crypto';

/**
 * ccxt draws random bytes from the global `crypto`, which Node has since version 19
 * (https://nodejs.org/api/globals.html#crypto_1). The Node in older Electrons has it as a module only.
 */
export function provideWebCrypto(): void {
  if (Reflect.get(globalThis, 'crypto') !== undefined) return;
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
}
