import { useEffect, useRef, useState, type DragEvent } from 'react';
import { Decimal } from '../../../shared/base/decimal';
import { formatFull } from '../../../shared/assets/format';
import type { HoldingsFile } from '../../../shared/manual/holdings-csv';
import type { ManualHolding } from '../../../shared/records/record-bodies';
import { readHoldingsFile } from '../../bridge/manual-calls';
import { sentence } from '../../bridge/failure-words';
import { Button } from '../../components/button';
import { Segmented } from '../../components/segmented';
import { readCsvFile } from './csv-file';
import styles from './form.module.css';
import own from './holdings-dialog.module.css';

const MOST_SHOWN = 100;

interface Chosen {
  readonly name: string;
  readonly file: HoldingsFile;
}

/** Takes holdings from a file: shows what was understood, and nothing is imported before the last click. */
export function HoldingsImport({
  present,
  onBack,
  onImport,
}: {
  /** How many holdings there are already. */
  readonly present: number;
  readonly onBack: () => void;
  readonly onImport: (holdings: readonly ManualHolding[], replace: boolean) => void;
}) {
  const { chosen, refusal, isReading, take } = useChosenFile();
  const [mode, setMode] = useState<'replace' | 'add'>('add');
  const holdings = chosen?.file.holdings ?? [];
  const isGood = chosen !== undefined && chosen.file.problems.length === 0;
  return (
    <div className={styles.form}>
      <FileDrop
        isFirst={chosen === undefined && refusal === undefined && !isReading}
        onFile={take}
      />
      {refusal === undefined ? null : (
        <p className={styles.failure} role="alert">
          {refusal}
        </p>
      )}
      {chosen === undefined || isGood ? null : <Problems chosen={chosen} />}
      {isGood ? <Preview name={chosen.name} holdings={holdings} /> : null}
      {isGood && present > 0 ? (
        <Segmented
          label="What becomes of the holdings that are there"
          value={mode}
          options={[
            {
              value: 'add',
              label: `Add to the ${present} that ${present === 1 ? 'is' : 'are'} there`,
            },
            { value: 'replace', label: 'Replace what is there' },
          ]}
          onChange={setMode}
        />
      ) : null}
      <div className={styles.buttons}>
        <Button className={styles.start} look="quiet" onClick={onBack}>
          Back
        </Button>
        <Button
          look="primary"
          why={isGood ? undefined : whyNot(chosen, refusal, isReading)}
          onClick={() => onImport(holdings, present > 0 && mode === 'replace')}
        >
          {isGood ? `Import ${countText(holdings.length)}` : 'Import'}
        </Button>
      </div>
    </div>
  );
}

function whyNot(
  chosen: Chosen | undefined,
  refusal: string | undefined,
  isReading: boolean,
): string {
  if (chosen !== undefined)
    return 'Mend the lines that were not understood, and choose the file again';
  if (refusal !== undefined) return 'The file could not be read: choose another one';
  return isReading ? 'The file is still being read' : 'Choose a file first';
}

/** The file that was given last, or why it is none. */
function useChosenFile() {
  const [chosen, setChosen] = useState<Chosen | undefined>();
  const [refusal, setRefusal] = useState<string | undefined>();
  const [isReading, setReading] = useState(false);
  const reading = useRef<AbortController>(null);
  useEffect(() => () => reading.current?.abort(), []);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    reading.current?.abort();
    const { signal } = (reading.current = new AbortController());
    // What the file before had must not be imported in place of this one.
    setReading(true);
    setChosen(undefined);
    setRefusal(undefined);
    const read = await readChosen(file, signal);
    if (signal.aborted) return;
    setReading(false);
    if (typeof read === 'string') setRefusal(read);
    else setChosen({ name: file.name, file: read });
  };
  return { chosen, refusal, isReading, take };
}

/** What a file has, or why it cannot be read. */
async function readChosen(file: File, signal: AbortSignal): Promise<HoldingsFile | string> {
  const read = await readCsvFile(file);
  if (!read.ok) return read.problem;
  const holdings = await readHoldingsFile(read.text, signal);
  return holdings.ok ? holdings.value : sentence(holdings.failure);
}

/** Where a file is dropped, with a button to choose one. */
function FileDrop({
  isFirst,
  onFile,
}: {
  readonly isFirst: boolean;
  readonly onFile: (file: File | undefined) => Promise<void>;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void onFile(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={own.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p>
        A CSV file whose first line is <code>asset,amount</code> or <code>asset,amount,note</code>,
        separated by commas, semicolons or tabs.
      </p>
      <Button autoFocus onClick={() => input.current?.click()}>
        {isFirst ? 'Choose a file' : 'Choose another file'}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        className={own.file}
        tabIndex={-1}
        aria-label="CSV file"
        onChange={(event) => {
          void onFile(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

function Problems({ chosen: { name, file } }: { readonly chosen: Chosen }) {
  return (
    <div role="alert" className={own.found}>
      <p>
        {name} cannot be imported: {file.problems.length}{' '}
        {file.problems.length === 1 ? 'line was' : 'lines were'} not understood. Nothing was
        imported.
      </p>
      <ul className={own.problems}>
        {file.problems.slice(0, MOST_SHOWN).map(({ line, text }) => (
          <li key={line}>
            <span className={own.line}>Line {line}</span>
            <span>{text}</span>
          </li>
        ))}
        {file.problems.length <= MOST_SHOWN ? null : (
          <li>and {file.problems.length - MOST_SHOWN} more</li>
        )}
      </ul>
    </div>
  );
}

function Preview({
  name,
  holdings,
}: {
  readonly name: string;
  readonly holdings: readonly ManualHolding[];
}) {
  return (
    <div className={own.found}>
      <p>
        {name} has {countText(holdings.length)}. Nothing is imported yet.
      </p>
      <div className={own.preview} tabIndex={0} role="region" aria-label="What would be imported">
        <table>
          <thead>
            <tr>
              <th scope="col">Asset</th>
              <th scope="col" className={own.amount}>
                Amount
              </th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {holdings.slice(0, MOST_SHOWN).map(({ code, amount, note }, index) => (
              <tr key={index}>
                <td>{code}</td>
                <td className={own.amount}>
                  <span data-amount>{formatFull(new Decimal(amount))}</span>
                </td>
                <td>{note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {holdings.length <= MOST_SHOWN ? null : <p>and {holdings.length - MOST_SHOWN} more</p>}
    </div>
  );
}

function countText(holdings: number): string {
  return `${holdings} ${holdings === 1 ? 'holding' : 'holdings'}`;
}
