import { describe, expect, it } from 'vitest';
import { heldUpBy, missingConsents, NO_CONSENTS } from './key-consents';

const SAFE = { isOld: false, noKeychain: false, canWithdraw: false };
const ALL = { isOld: true, noKeychain: true, canWithdraw: true };

describe('what has to be agreed to for a key', () => {
  it('is nothing where there is no risk', () => {
    const missing = missingConsents(SAFE, NO_CONSENTS);
    expect(missing).toEqual({ old: undefined, keychain: undefined, withdrawal: undefined });
    expect([heldUpBy('test', missing), heldUpBy('save', missing)]).toEqual([undefined, undefined]);
  });

  it('is each risk by itself', () => {
    expect(missingConsents(ALL, { ...NO_CONSENTS, forThisRun: true })).toEqual({
      old: expect.stringContaining('this Electron') as string,
      keychain: undefined,
      withdrawal: expect.stringContaining('only read') as string,
    });
  });

  it('holds up a test only where the key may not be sent at all', () => {
    const missing = missingConsents({ ...ALL, isOld: false }, NO_CONSENTS);
    expect(heldUpBy('test', missing)).toBeUndefined();
    expect(heldUpBy('save', missing)).toContain('start the keychain');
    const sent = missingConsents(ALL, NO_CONSENTS);
    expect(heldUpBy('test', sent)).toBe(heldUpBy('save', sent));
  });

  it('holds nothing up once all of it is agreed to', () => {
    const consents = { acceptOld: true, acceptWithdrawal: true, forThisRun: true };
    expect(heldUpBy('save', missingConsents(ALL, consents))).toBeUndefined();
  });
});
