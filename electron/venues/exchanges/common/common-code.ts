import { createHash } from 'node:crypto';
import { EMPTY_NAME } from '../../../../shared/base/storable-text';
import type { CcxtExchange } from '../../protocol/ccxt/ccxt-exchange';

/** Longer than any coin's code; what keys rows of the database must not be much longer. */
const LONGEST = 80;
const KEPT = 40;

/**
 * The common code of a venue's own name of a coin. ccxt knows the exceptions, such as `XXBT`, and writes
 * capitals. It is asked about plain names only: beyond ASCII capitals make one name of two (`\u017fOL`
 * would be SOL), and ccxt finds names that every object has (`constructor`) in its tables.
 * Names that are not the same stay different, also those that are empty or kilobytes long.
 */
export function commonCode(
  exchange: Pick<CcxtExchange, 'safeCurrencyCode'>,
  assetId: string,
): string {
  if (assetId === '') return EMPTY_NAME;
  // A slash parts the two codes of a market, and the parts of a balance's key.
  const name = assetId.replaceAll('/', `${EMPTY_NAME}002F`);
  if (name.length > LONGEST || name.includes('…')) return shortened(name);
  if (!/^[\x21-\x7e]+$/.test(name) || name in Object.prototype)
    return name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  return exchange.safeCurrencyCode(name);
}

function shortened(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 32);
  return `${[...name].slice(0, KEPT).join('')}…${digest}`;
}
