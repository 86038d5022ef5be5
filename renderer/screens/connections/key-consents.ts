/** What can be done with a key that was entered. */
export type KeyAction = 'test' | 'save';

/** What the user agreed to. */
export interface KeyConsents {
  readonly acceptOld: boolean;
  readonly acceptWithdrawal: boolean;
  /** Without a keychain: the secret stays in memory. */
  readonly forThisRun: boolean;
}

export const NO_CONSENTS: KeyConsents = {
  acceptOld: false,
  acceptWithdrawal: false,
  forThisRun: false,
};

/** What has to be agreed to. */
export interface KeyRisks {
  /** This Electron gets no security fixes any more. */
  readonly isOld: boolean;
  readonly noKeychain: boolean;
  /** The key can withdraw, as far as is known. */
  readonly canWithdraw: boolean;
}

/** Sentences where something is not agreed to that has to be. */
export interface MissingConsents {
  readonly old: string | undefined;
  readonly keychain: string | undefined;
  readonly withdrawal: string | undefined;
}

const OLD_UNCONFIRMED = 'Confirm this first: a key is sent to its venue by this Electron.';
const KEYCHAIN_UNCONFIRMED = 'Confirm this first, or start the keychain.';
const WITHDRAWAL_UNCONFIRMED = 'Confirm this first, or make a key that can only read.';

export function missingConsents(risks: KeyRisks, consents: KeyConsents): MissingConsents {
  return {
    old: risks.isOld && !consents.acceptOld ? OLD_UNCONFIRMED : undefined,
    keychain: risks.noKeychain && !consents.forThisRun ? KEYCHAIN_UNCONFIRMED : undefined,
    withdrawal:
      risks.canWithdraw && !consents.acceptWithdrawal ? WITHDRAWAL_UNCONFIRMED : undefined,
  };
}

/**
 * What keeps an action from being done: a test sends the key to the venue, and what becomes of it afterwards is
 * of no concern before it is connected.
 */
export function heldUpBy(
  action: KeyAction,
  { old, keychain, withdrawal }: MissingConsents,
): string | undefined {
  return action === 'test' ? old : (old ?? keychain ?? withdrawal);
}
