import { FileDown, FileUp, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ManualHolding } from '../../../shared/records/record-bodies';
import { holdingsIn } from '../../../shared/records/records-view';
import type { Connection } from '../../../shared/portfolio/venue';
import { exportHoldings } from '../../bridge/manual-calls';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { KeptNote, UnknownRecords } from '../../components/record-notes';
import { intoView } from '../../components/use-invalid-focus';
import { useRecords } from '../../stores/use-stores';
import styles from './form.module.css';
import own from './holdings-dialog.module.css';
import { HoldingsImport } from './holdings-import';
import { holdingsFrom } from './manual-rows';
import { ManualTable } from './manual-table';
import { useManualRows } from './use-manual-rows';

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
  const [fromFile, setFromFile] = useState(importing);
  // The focus was in what the lines took the place of.
  const [wasFromFile, setWasFromFile] = useState(importing);
  const form = useRef<HTMLFormElement>(null);
  const { rows, setRows, tried, busy, problem, save, addLine, take } = useManualRows(
    form,
    connection,
    kept,
    onClose,
  );
  if (fromFile)
    return (
      <HoldingsImport
        present={holdingsFrom(rows)?.length ?? rows.length}
        onBack={() => setFromFile(false)}
        onImport={(holdings, replace) => {
          setFromFile(false);
          take(holdings, replace);
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
        void save();
      }}
    >
      <ManualTable rows={rows} showErrors={tried} onChange={setRows} />
      <div className={own.tools}>
        <Button onClick={addLine}>
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
