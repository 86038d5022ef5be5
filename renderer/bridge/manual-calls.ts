import { holdingsCsv } from '../../shared/manual/holdings-csv';
import type { Result } from '../../shared/portfolio/failure';
import type { Connection } from '../../shared/portfolio/venue';
import type { ManualHolding, Settings } from '../../shared/settings/settings';
import { settingsStore } from '../stores/settings-store';
import { saveText } from './actions';
import { bridge } from './client';

/** What is in a manual connection; nothing for one that is new. */
export function holdingsOf(
  settings: Pick<Settings, 'manualHoldings'> | undefined,
  connectionId: string,
): readonly ManualHolding[] {
  return (
    settings?.manualHoldings.find((entry) => entry.connectionId === connectionId)?.holdings ?? []
  );
}

export async function setManualHoldings(
  id: string,
  holdings: readonly ManualHolding[],
): Promise<Result<Settings>> {
  const result = await bridge().call.setManualHoldings({ id, holdings: [...holdings] });
  if (result.ok) settingsStore.setState({ settings: result.value });
  return result;
}

/** Saves what is in a manual connection where the user chooses. */
export async function exportHoldings({ id, label }: Pick<Connection, 'id' | 'label'>) {
  const holdings = holdingsOf(settingsStore.getState().settings, id);
  await saveText(`${fileName(label)}.csv`, holdingsCsv(holdings));
}

/** A label as part of a file's name, in characters that every system takes. */
function fileName(label: string): string {
  const name = label
    .normalize('NFKD')
    .replace(/[^\w-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'manual' : name.slice(0, 60).toLowerCase();
}
