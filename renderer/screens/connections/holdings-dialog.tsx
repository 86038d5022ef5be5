import { FileDown, FileUp, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ManualHolding } from '../../../shared/records/record-bodies';
import { holdingsIn } from '../../../shared/records/records-view';
import type { Connection } from '../../../shared/portfolio/venue';
import { sentence } from '../../bridge/connection-calls';
import { exportHoldings, setManualHoldings } from '../../bridge/manual-calls';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { KeptNote, UnknownRecords } from '../../components/record-notes';
import { intoView, useInvalidFocus } from '../../components/use-invalid-focus';
import { useRecords } from '../../stores/use-stores';
import styles from './form.module.css';
import own from './holdings-dialog.module.css';
import { HoldingsImport } from './holdings-import';
import { emptyRow, holdingsFrom, rowOf, type ManualRow } from './manual-rows';
import { ManualTable } from './manual-table';

/** What is in a manual account, to be edited or taken from a file. */
export function HoldingsDialog({
  connection,
  importing,
  onClose,
}: {
  readonly connection: Connection;
  readonly importing: boolean;
  readonly onClose: () => void;
}) {
  const state = useRecords((view) => view.state);
  const records = useRecords((view) => view.records);
  return (
    <Dialog
      open
      wide
      title={`What is in ${connection.label}`}
      description="Amounts are kept with every digit. What is owed is negative."
      onClose={onClose}
    >
      {state === 'unknown' ? (
        <UnknownRecords what="The entries of this account" />
      ) : (
        <>
          <KeptNote domains={['manual-holding']} connectionId={connection.id} />
          <Editor
            connection={connection}
            kept={holdingsIn(records, connection.id)}
            importing={importing}
            onClose={onClose}
          />
        </>
      )}
    </Dialog>
  );
}

function Editor({
  connection,
  kept,
  importing,
  onClose,
}: {
  readonly connection: Connection;
  readonly kept: readonly ManualHolding[];
  readonly importing: boolean;
  readonly onClose: () => void;
}) {
  const nextKey = useRef(kept.length + 1);
  const [rows, setRows] = useState<readonly ManualRow[]>(() =>
    kept.length === 0 ? [emptyRow(0)] : kept.map((holding, index) => rowOf(holding, index)),
  );
  const [fromFile, setFromFile] = useState(importing);
  // The focus was in what the lines took the place of.
  const [wasFromFile, setWasFromFile] = useState(importing);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const form = useRef<HTMLFormElement>(null);
  const leadToInvalid = useInvalidFocus(form);
  const key = () => (nextKey.current += 1);

  const save = async (next: readonly ManualRow[]) => {
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
    if (result.ok) onClose();
    else setProblem(sentence(result.failure));
  };

  if (fromFile)
    return (
      <HoldingsImport
        present={holdingsFrom(rows)?.length ?? rows.length}
        onBack={() => setFromFile(false)}
        onImport={(holdings, replace) => {
          const imported = holdings.map((holding) => rowOf(holding, key()));
          const next = replace ? imported : [...rows, ...imported];
          setRows(next);
          setFromFile(false);
          void save(next);
        }}
      />
    );
  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save(rows);
      }}
    >
      <ManualTable rows={rows} showErrors={tried} onChange={setRows} />
      <div className={own.tools}>
        <Button onClick={() => setRows([...rows, emptyRow(key())])}>
          <Plus /> Add a line
        </Button>
        <Button
          look="quiet"
          autoFocus={wasFromFile}
          onClick={() => {
            setFromFile(true);
            setWasFromFile(true);
          }}
        >
          <FileDown /> Import a CSV file
        </Button>
        <Button
          look="quiet"
          why={kept.length === 0 ? 'Nothing is saved in it yet' : undefined}
          onClick={() => void exportHoldings(connection)}
        >
          <FileUp /> Export as CSV
        </Button>
      </div>
      {tried && holdingsFrom(rows) === undefined ? (
        <p ref={intoView} className={styles.failure} role="alert">
          Nothing was saved: see what is marked.
        </p>
      ) : null}
      {problem === undefined ? null : (
        <p ref={intoView} className={styles.failure} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
