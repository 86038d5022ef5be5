import type { KeychainStatus } from '../../shared/contract/status-view';
import { failure, type Failure } from '../../shared/base/failure';

/** Why the keychain did not do what it was asked. */
export type TroubleKind = Exclude<KeychainStatus, { readonly state: 'available' }>['state'];

/** Thrown within this folder; what leaves it is a status or a failure. */
export class KeychainTrouble extends Error {
  override readonly name = 'KeychainTrouble';

  constructor(
    readonly kind: TroubleKind,
    /** What is known to be harmless of the reason; never text of the keychain's own. */
    readonly why: string,
  ) {
    super(why);
  }
}

export const notAnswering = (): KeychainTrouble =>
  new KeychainTrouble('no-answer', 'it did not answer');

export const locked = (): KeychainTrouble => new KeychainTrouble('locked', 'it is locked');

const NO_LIBRARY = /libsecret|shared object|ERR_DLOPEN|cannot open/i;
/** No session bus, none where it should be, or nobody on it: three libraries have words for it. */
const NO_BUS =
  /autolaunch|dbus|d-bus|DISPLAY|org\.freedesktop\.secrets|ServiceUnknown|could not connect|connection refused|given address|for address/i;
/** The Secret Service's words, and those of macOS for a keychain that may not ask to be unlocked. */
const LOCKED = /\block(?:ed)?\b|dismissed|interaction is not allowed/i;
const TIMED_OUT = /timeout was reached|timed out|NoReply/i;

/** Tells an error of the keychain by its text, which is not repeated: it could quote what was being written. */
export function troubleOf(error: unknown): KeychainTrouble {
  if (error instanceof KeychainTrouble) return error;
  const text = String(error instanceof Error ? error.message : error);
  if (LOCKED.test(text)) return locked();
  if (TIMED_OUT.test(text)) return notAnswering();
  if (NO_LIBRARY.test(text))
    return new KeychainTrouble('no-service', 'its system library is missing');
  if (NO_BUS.test(text)) return new KeychainTrouble('no-service', 'no keychain service is running');
  return new KeychainTrouble('refused', 'it refused the request');
}

/** One sentence for the user. */
function sentenceOf({ kind, why }: KeychainTrouble): string {
  return kind === 'locked' ? 'The keychain is locked.' : `The keychain cannot be used: ${why}.`;
}

export function statusOf(trouble: KeychainTrouble, platform: NodeJS.Platform): KeychainStatus {
  return {
    state: trouble.kind,
    reason: sentenceOf(trouble),
    hint: hintFor(trouble.kind, platform),
  };
}

export function failureOf(trouble: KeychainTrouble, platform: NodeJS.Platform): Failure {
  return failure(
    trouble.kind === 'locked' ? 'keychain-locked' : 'keychain-unavailable',
    sentenceOf(trouble),
    { hint: hintFor(trouble.kind, platform) },
  );
}

function hintFor(kind: TroubleKind, platform: NodeJS.Platform): string {
  if (kind === 'locked') return LOCKED_HINTS[platform] ?? LOCKED_HINT;
  if (kind === 'no-answer')
    return 'Look for a window of the system that asks for your password, and answer it.';
  if (platform === 'linux')
    return kind === 'no-service'
      ? 'Install and unlock a Secret Service, such as gnome-keyring with libsecret-1-0 (or KWallet), in a session with D-Bus, then start Portolan again.'
      : 'Check that your Secret Service (gnome-keyring or KWallet) runs and lets Portolan in.';
  if (platform === 'darwin') return 'Unlock the login keychain and allow Portolan to use it.';
  return 'Check that the Credential Manager service is running.';
}

const LOCKED_HINT = 'Unlock it; Portolan then goes on by itself.';
const LOCKED_HINTS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux:
    'Unlock your login keyring, in “Passwords and Keys” for instance, or log in to the desktop again. Portolan then goes on by itself.',
  darwin:
    'Unlock the login keychain in Keychain Access and allow Portolan to use it. Portolan then goes on by itself.',
};
