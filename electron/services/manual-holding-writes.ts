import type { RecordWrite } from './records-service';
import type { ManualHolding, ManualHoldingRecord } from '../../shared/records/record-bodies';

/**
 * What to store so that an account holds what is wanted. Rows that stay as they are are left alone, also
 * when others before or after them change; rows that are new come last.
 * @param firstFree the number of the next new row; rows are called `account:number`
 */
export function holdingWrites(
  connectionId: string,
  before: readonly ManualHoldingRecord[],
  wanted: readonly ManualHolding[],
  firstFree: number,
): readonly RecordWrite[] {
  let start = 0;
  while (start < before.length && isSame(before[start], wanted[start])) start += 1;
  let tail = 0;
  const most = Math.min(before.length, wanted.length) - start;
  while (tail < most && isSame(before.at(-1 - tail), wanted.at(-1 - tail))) tail += 1;
  const changed = before.slice(start, before.length - tail);
  const given = wanted.slice(start, wanted.length - tail);
  return [
    ...given.map((holding, index): RecordWrite => {
      const id = changed[index]?.id ?? `${connectionId}:${firstFree + index}`;
      return { domain: 'manual-holding', body: { ...holding, id, connectionId } };
    }),
    ...changed
      .slice(given.length)
      .map(({ id }): RecordWrite => ({ domain: 'manual-holding', gone: id })),
  ];
}

/** The number at the end of a row's id; -1 where there is none. */
export function numberIn(id: string): number {
  const match = /:(\d{1,15})$/.exec(id);
  return match === null ? -1 : Number(match[1]);
}

function isSame(known: ManualHolding | undefined, wanted: ManualHolding | undefined): boolean {
  if (known === undefined || wanted === undefined) return false;
  return (
    known.code === wanted.code &&
    known.amount === wanted.amount &&
    (known.note ?? '') === (wanted.note ?? '')
  );
}
