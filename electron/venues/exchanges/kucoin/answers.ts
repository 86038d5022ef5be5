import { VenueFailure } from '../../reading/venue-failure';
import { asRow, asRows, type Row } from '../../reading/shape';

/**
 * What KuCoin puts into `data` of each answer (`{"code":"200000","data":…}`).
 * @throws VenueFailure `bad-response` if there is none
 */
export function dataOf(answer: unknown): unknown {
  const data: unknown = asRow(answer, 'answer')['data'];
  if (data === undefined || data === null)
    throw new VenueFailure('bad-response', '"data" was missing');
  return data;
}

/** {@link dataOf} that is an object. @throws VenueFailure `bad-response` */
export function dataRowOf(answer: unknown): Row {
  return asRow(dataOf(answer), 'data');
}

/** {@link dataOf} that is a list of objects. @throws VenueFailure `bad-response` */
export function dataRowsOf(answer: unknown): readonly Row[] {
  return asRows(dataOf(answer), 'data');
}

/** A yes or no that must be there. @throws VenueFailure `bad-response` */
export function flagOf(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean')
    throw new VenueFailure('bad-response', `"${what}" was not as documented`);
  return value;
}
