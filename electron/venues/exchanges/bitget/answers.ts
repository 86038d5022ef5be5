import { asRow, asRows, textOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';

/** The `data` of an answer that says it is one. @throws VenueFailure `bad-response` */
function dataOf(answer: unknown): unknown {
  const row = asRow(answer, 'answer');
  if (textOf(row, 'code') !== '00000')
    throw new VenueFailure('bad-response', '"code" was not as documented');
  return row['data'];
}

/** The `data` of an answer that is an object. @throws VenueFailure `bad-response` */
export function dataRowOf(answer: unknown): Row {
  return asRow(dataOf(answer), 'data');
}

/** The `data` of an answer that is a list of objects. @throws VenueFailure `bad-response` */
export function dataRowsOf(answer: unknown): readonly Row[] {
  return asRows(dataOf(answer), 'data');
}

/** A list inside of an answer, which Bitget writes as null where it is empty. @throws VenueFailure */
export function listIn(data: Row, field: string): readonly Row[] {
  return data[field] === null ? [] : asRows(data[field], field);
}
