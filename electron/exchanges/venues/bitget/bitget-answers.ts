import { asRow, asRows, type Row } from '../../../reading/shape';

/** The `data` of an answer that is an object. @throws VenueFailure `bad-response` */
export function dataRowOf(answer: unknown): Row {
  return asRow(asRow(answer, 'answer')['data'], 'data');
}

/** The `data` of an answer that is a list of objects. @throws VenueFailure `bad-response` */
export function dataRowsOf(answer: unknown): readonly Row[] {
  return asRows(asRow(answer, 'answer')['data'], 'data');
}

/** A list inside of an answer, which Bitget writes as null where it is empty. @throws VenueFailure */
export function listIn(data: Row, field: string): readonly Row[] {
  return data[field] === null ? [] : asRows(data[field], field);
}
