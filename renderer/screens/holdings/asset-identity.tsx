import { useId, useState, type FormEvent } from 'react';
import type { AssetId } from '../../../shared/assets/asset';
import type { VenueId } from '../../../shared/base/ids';
import { setAssetOverride } from '../../bridge/token-calls';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { usePortfolio, useRecords } from '../../stores/use-stores';
import { venueName } from '../names';
import styles from './holding-details.module.css';

/** What one venue calls a coin: the unit of which the user can say what it is. */
export interface VenueCode {
  readonly venue: VenueId;
  readonly code: string;
}

/** Which asset it is taken for, and the user's word that it is another. */
export function AssetIdentity({
  asset,
  codes,
}: {
  readonly asset: AssetId;
  /** Whatever is shown is held under these. */
  readonly codes: readonly VenueCode[];
}) {
  return (
    <>
      <h3 className={styles.heading}>Identity</h3>
      <p>
        <code>{asset}</code>
      </p>
      <p className={styles.soft}>{wordsOf(asset)}</p>
      {codes.map((one) => (
        <Assignment key={`${one.venue}:${one.code}`} asset={asset} {...one} />
      ))}
    </>
  );
}

function wordsOf(asset: AssetId): string {
  if (asset.includes('/')) return 'A token, known by its chain and contract.';
  const [, venue] = asset.split('@');
  return venue === undefined
    ? 'A known asset, the same on every venue.'
    : `A code that only ${venueName(venue)} is known to use: the same letters elsewhere may be another coin.`;
}

function Assignment({ asset, venue, code }: VenueCode & { readonly asset: AssetId }) {
  const [editing, setEditing] = useState(false);
  // What takes the place of a button that was pressed takes the focus, too.
  const [touched, setTouched] = useState(false);
  const turn = (toForm: boolean) => {
    setTouched(true);
    setEditing(toForm);
  };
  const own = useRecords(({ records }) =>
    records['asset-override'].find((one) => one.venue === venue && one.code === code),
  );
  const name = venueName(venue);
  if (own !== undefined)
    return (
      <p>
        You said that {code} at {name} is <code>{own.asset}</code>.{' '}
        <Button
          look="quiet"
          autoFocus={touched}
          onClick={() => {
            turn(false);
            void setAssetOverride({ venue, code });
          }}
        >
          Take that back
        </Button>
      </p>
    );
  if (!editing)
    return (
      <p>
        <Button autoFocus={touched} onClick={() => turn(true)}>
          {code.includes('/') ? 'It' : `${code} at ${name}`} is another asset…
        </Button>
      </p>
    );
  return <AssignmentForm asset={asset} venue={venue} code={code} onDone={() => turn(false)} />;
}

function AssignmentForm({
  asset,
  venue,
  code,
  onDone,
}: VenueCode & { readonly asset: AssetId; readonly onDone: () => void }) {
  const list = useId();
  const [problem, setProblem] = useState<string | undefined>();
  const known = usePortfolio((state) => (state.phase === 'ready' ? state.book.assets : undefined));
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get('asset');
    const wanted = typeof given === 'string' ? given.trim() : '';
    if (wanted === '' || wanted === asset) {
      setProblem('Give the id of another asset, such as BTC or GEM@kraken.');
      return;
    }
    if (await setAssetOverride({ venue, code, asset: wanted })) onDone();
  };
  return (
    <form className={styles.identity} onSubmit={(event) => void submit(event)}>
      <TextField
        label="It is"
        name="asset"
        list={list}
        autoFocus
        placeholder="BTC, or GEM@kraken"
        spellCheck={false}
        autoComplete="off"
        {...(problem === undefined ? {} : { error: problem })}
      />
      <datalist id={list}>
        {[...(known?.values() ?? [])].map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
      <div className={styles.buttons}>
        <Button look="primary" type="submit">
          Save
        </Button>
        <Button look="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
