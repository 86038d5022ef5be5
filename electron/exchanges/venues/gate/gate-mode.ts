import { VenueFailure } from '../../../reading/venue-failure';
import { asRow, textOf } from '../../../reading/shape';
import type { AccountReader, VenueCalls } from '../venue-definition';

export type GateMode = 'classic' | 'unified';

const MODES: Readonly<Record<string, GateMode>> = {
  classic: 'classic',
  single_currency: 'unified',
  multi_currency: 'unified',
  portfolio: 'unified',
};

const NEEDS_UNIFIED =
  'Grant the key reading of “Unified account” on the page for keys: only that tells where coins are kept.';

/**
 * Whether spot, USDT futures and options are one unified account. An answer that was not had is never
 * taken for "classic": the same coins would be read in two accounts.
 * https://www.gate.com/docs/developers/apiv4/en/#query-mode-of-the-unified-account
 * @throws VenueFailure
 */
export async function askMode(venue: VenueCalls, reader: string): Promise<GateMode> {
  return venue.shared('mode', reader, async () => {
    const mode = textOf(asRow(await answerOf(venue), 'unified mode'), 'mode');
    const known = MODES[mode];
    if (known === undefined) throw new VenueFailure('bad-response', `"mode" was ${mode}`);
    return known;
  });
}

async function answerOf(venue: VenueCalls): Promise<unknown> {
  try {
    return await venue.call('privateUnifiedGetUnifiedMode');
  } catch (error) {
    if (!(error instanceof VenueFailure) || error.code !== 'permission') throw error;
    throw new VenueFailure('permission', error.detail, { hint: NEEDS_UNIFIED });
  }
}

/** Users may switch at any time. Until the accounts are found anew, no balance must be read twice. */
export function inMode(venue: VenueCalls, mode: GateMode, reader: AccountReader): AccountReader {
  return {
    ...reader,
    read: async () => {
      const [balances, now] = await Promise.all([
        reader.read(),
        askMode(venue, reader.accountType),
      ]);
      if (now !== mode)
        throw new VenueFailure('bad-response', 'the mode of the account was changed', {
          hint: 'Start Portolan again: the account was switched between classic and unified.',
        });
      return balances;
    },
  };
}
