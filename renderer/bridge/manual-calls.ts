import { holdingsCsv, type HoldingsFile } from '../../shared/manual/holdings-csv';
import type { Result } from '../../shared/base/failure';
import type { Connection } from '../../shared/portfolio/venue';
import type { ManualHolding } from '../../shared/records/record-bodies';
import { holdingsIn, type RecordsPatch } from '../../shared/records/records-view';
import { recordsStore } from '../stores/records-store';
import { whenAborted } from '../../shared/channel/table';
import { saveText } from './actions';
import { bridge } from './client';
import { takenRecords } from './records-calls';

export async function setManualHoldings(
  id: string,
  holdings: readonly ManualHolding[],
): Promise<Result<RecordsPatch>> {
  return takenRecords(bridge().call.setManualHoldings({ id, holdings: [...holdings] }));
}

/** Reads a CSV file of holdings away from the page, which goes on meanwhile; `signal` gives it up. */
export function readHoldingsFile(text: string, signal: AbortSignal): Promise<Result<HoldingsFile>> {
  return bridge().call.readHoldingsFile({ text }, { whenCancelled: whenAborted(signal) });
}

/** Saves what is in a manual connection where the user chooses. */
export async function exportHoldings({ id, label }: Pick<Connection, 'id' | 'label'>) {
  const holdings = holdingsIn(recordsStore.getState().records, id);
  await saveText(`${fileName(label)}.csv`, holdingsCsv(holdings));
}

/** A label as part of a file's name, in characters that every system takes. */
function fileName(label: string): string {
  const name = label.normalize('NFKD').replace(/\W+/g, '-').replace(/^-|-$/g, '');
  return name === '' ? 'manual' : name.slice(0, 60).toLowerCase();
}
