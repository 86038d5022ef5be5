import { useRef, useState, type RefObject } from 'react';
import type { Connection } from '../../../shared/portfolio/venue';
import type { ManualHolding } from '../../../shared/records/record-bodies';
import { sentence } from '../../bridge/connection-calls';
import { setManualHoldings } from '../../bridge/manual-calls';
import { useInvalidFocus } from '../../components/use-invalid-focus';
import { emptyRow, holdingsFrom, rowOf, type ManualRow } from './manual-rows';

/** The lines of a manual account as they are edited, and what becomes of them when they are saved. */
export function useManualRows(
  form: RefObject<HTMLFormElement | null>,
  connection: Connection,
  kept: readonly ManualHolding[],
  onSaved: () => void,
) {
  const nextKey = useRef(kept.length + 1);
  const [rows, setRows] = useState<readonly ManualRow[]>(() =>
    kept.length === 0 ? [emptyRow(0)] : kept.map((holding, index) => rowOf(holding, index)),
  );
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const leadToInvalid = useInvalidFocus(form);
  const key = (): number => (nextKey.current += 1);

  const save = async (next: readonly ManualRow[] = rows): Promise<void> => {
    setTried(true);
    setProblem(undefined);
    const holdings = holdingsFrom(next);
    if (holdings === undefined) {
      leadToInvalid();
      return;
    }
    setBusy(true);
    const result = await setManualHoldings(connection.id, holdings);
    setBusy(false);
    if (result.ok) onSaved();
    else setProblem(sentence(result.failure));
  };
  return {
    rows,
    setRows,
    tried,
    busy,
    problem,
    save,
    addLine: () => setRows([...rows, emptyRow(key())]),
    /** Takes lines of a file in, and saves all of them. */
    take: (holdings: readonly ManualHolding[], replace: boolean) => {
      const imported = holdings.map((holding) => rowOf(holding, key()));
      const next = replace ? imported : [...rows, ...imported];
      setRows(next);
      void save(next);
    },
  };
}
