import { VenueFailure } from '../../reading/venue-failure';
import type { Row } from '../../reading/shape';

/**
 * Bitfinex sends lists of lists: gives the fields of each inner list the names of their places.
 *
 * @param names of the places in order; an empty name for a place that is not read
 * @throws VenueFailure `bad-response` for anything but a list of lists
 */
export function namedRows(answer: unknown, names: readonly string[], what: string): Row[] {
  return listOf(answer, what).map((inner) => {
    const values = listOf(inner, what);
    return Object.fromEntries(
      names.map((name, place) => [name, values[place]]).filter(([name]) => name !== ''),
    );
  });
}

/** @throws VenueFailure `bad-response` if it is no list */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value))
    throw new VenueFailure('bad-response', `"${what}" was not as documented`);
  return value as readonly unknown[];
}

/** What currencies of derivatives end in: `USTF0` is the `UST` that backs them. */
const DERIVATIVE = /F0$/;

export function isDerivative(currencyId: string): boolean {
  return DERIVATIVE.test(currencyId);
}

/** The coin of a currency's id, whichever wallet it is in. */
export function coinId(currencyId: string): string {
  return currencyId.replace(DERIVATIVE, '');
}

/** The currencies of `BTCUSD`, `AVAX:USD` or `BTCF0:USTF0`. @throws VenueFailure `bad-response` */
export function currenciesOf(pair: string): readonly [string, string] {
  const [base, quote] = pair.includes(':') ? pair.split(':') : [pair.slice(0, 3), pair.slice(3)];
  if (!base || !quote)
    throw new VenueFailure('bad-response', `"${pair.slice(0, 40)}" is no known pair`);
  return [base, quote];
}
