import type { RecordWrite } from './records-service';
import type { ManualHolding, ManualHoldingRecord } from '../../../shared/records/record-bodies';

/**
 * What to store so that an account holds what is wanted. Rows that stay as they are are left alone, also
 * when others before or after them change; rows that are new come last.
 * @param newId an id that no row has, another each time
 */
export function holdingWrites(
  connectionId: string,
  before: readonly ManualHoldingRecord[],
  wanted: readonly ManualHolding[],
  newId: () => string,
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
      const id = changed[index]?.id ?? newId();
      return { domain: 'manual-holding', body: { ...holding, id, connectionId } };
    }),
    ...changed
      .slice(given.length)
      .map(({ id }): RecordWrite => ({ domain: 'manual-holding', gone: id })),
  ];
}

/**
 * Ids of new rows, called `account:number` so that they sort as they were entered: after those there are,
 * as far as numbers go, and never one that is taken.
 * @param taken ids of all rows, also of those that are not understood
 * @param from the least number
 */
export function freeIds(
  connectionId: string,
  taken: ReadonlySet<string>,
  from: number,
): () => string {
  let next = [...taken].reduce((most, id) => Math.max(most, numberIn(id) + 1), from);
  return () => {
    while (taken.has(`${connectionId}:${next}`)) next += 1;
    next += 1;
    return `${connectionId}:${next - 1}`;
  };
}

/** The number at the end of a row's id; -1 where there is none that leaves room for more. */
function numberIn(id: string): number {
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
