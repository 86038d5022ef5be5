import type { ChainFamily } from '../../../shared/chains/chain';

/** What is wrong with a token's contract as typed; whether there is a token, only the chain knows. */
export function contractError(text: string, family: ChainFamily): string | undefined {
  if (family === 'evm')
    return /^0x[0-9a-f]{40}$/i.test(text)
      ? undefined
      : 'Give the address of the token’s contract: 0x and 40 digits.';
  return /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text)
    ? undefined
    : 'Give the address of the token’s mint: 32 to 44 letters and figures.';
}
