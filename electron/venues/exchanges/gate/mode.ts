import { VenueFailure } from '../../reading/venue-failure';
import { asRow, textOf } from '../../reading/shape';
import type { VenueCalls } from '../definition/calls';

/** Which accounts the user has: spot in one of its own, or a unified one that holds more than spot. */
export interface GateMode {
  readonly unified: boolean;
  /** USDT futures have an account of their own. */
  readonly separateFutures: boolean;
  readonly separateOptions: boolean;
}

const UNIFIED_MODES = new Set(['single_currency', 'multi_currency', 'portfolio']);

const NEEDS_UNIFIED =
  'Grant the key reading of “Unified account” on the page for keys: only that tells where coins are kept.';

/**
 * Whether there is a unified account, and what it holds: USDT futures and options stay out of it if the
 * user has not switched them in. An answer that was not had is never taken for "classic": the same coins
 * would be read in two accounts.
 * https://www.gate.com/docs/developers/apiv4/en/#query-mode-of-the-unified-account
 * @throws VenueFailure
 */
export async function askMode(venue: VenueCalls, reader: string): Promise<GateMode> {
  return venue.shared('mode', reader, async () => {
    const answer = asRow(await answerOf(venue), 'unified mode');
    const mode = textOf(answer, 'mode');
    if (mode === 'classic') return { unified: false, separateFutures: true, separateOptions: true };
    if (!UNIFIED_MODES.has(mode)) throw new VenueFailure('bad-response', `"mode" was ${mode}`);
    // What is not said to be apart is inside: it is not counted twice then.
    const settings = answer['settings'] ?? {};
    const isOff = (name: string): boolean => asRow(settings, 'settings')[name] === false;
    return {
      unified: true,
      separateFutures: isOff('usdt_futures'),
      separateOptions: isOff('options'),
    };
  });
}

async function answerOf(venue: VenueCalls): Promise<unknown> {
  try {
    return await venue.call('privateUnifiedGetUnifiedMode');
  } catch (error) {
    if (!(error instanceof VenueFailure) || error.code !== 'permission') throw error;
    // It is not the key that is lacking, such as for a locked account.
    if (error.extra.cause !== undefined) throw error;
    throw new VenueFailure('permission', error.detail, { hint: NEEDS_UNIFIED });
  }
}

/** Whether the same accounts hold the same coins. */
export function isSame(one: GateMode, other: GateMode): boolean {
  return (
    one.unified === other.unified &&
    one.separateFutures === other.separateFutures &&
    one.separateOptions === other.separateOptions
  );
}
