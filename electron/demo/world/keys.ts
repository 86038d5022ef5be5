import { ALPHANUMERIC, hashText, randomText, seededRandom } from './random';
import type {
  HoldingDefinition,
  KeyDefinition,
  PositionDefinition,
  VenueId,
} from './world-definition';

/**
 * A read-only key in the venue's own form. The same venue and index give the same key, so a data
 * folder that remembers a demo connection still fits after a restart. They open nothing but the
 * simulation.
 */
export function makeKey(
  venue: VenueId,
  index: number,
  label: string,
  holdings: readonly HoldingDefinition[],
  positions: readonly PositionDefinition[] = [],
): KeyDefinition {
  const random = seededRandom(hashText(`${venue} key ${index}`));
  const text = (length: number) => randomText(random, length, ALPHANUMERIC);
  const hexadecimal = (length: number) => randomText(random, length, '0123456789abcdef');
  const common = { label, canTrade: false, canWithdraw: false, addresses: [], holdings, positions };
  switch (venue) {
    case 'binance':
      return { ...common, apiKey: text(64), secret: text(64) };
    case 'bybit':
      return { ...common, apiKey: text(18), secret: text(36) };
    case 'okx': {
      const groups = [8, 4, 4, 4, 12].map(hexadecimal);
      return {
        ...common,
        apiKey: groups.join('-'),
        secret: hexadecimal(32).toUpperCase(),
        password: text(16),
      };
    }
    case 'kraken': {
      const apiKey = Buffer.from(text(42)).toString('base64');
      return { ...common, apiKey, secret: Buffer.from(text(64)).toString('base64') };
    }
  }
}
