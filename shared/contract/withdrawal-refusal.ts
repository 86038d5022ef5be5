/**
 * What a key that can withdraw is refused with, until the user agrees to it. The form knows the refusal by
 * it: others of the same code ask for no such consent.
 */
export const WITHDRAWAL_KEY_REFUSED = 'This key can withdraw funds. Portolan only needs to read.';
