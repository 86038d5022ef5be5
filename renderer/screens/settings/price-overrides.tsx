import { Trash2 } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { formatFull } from '../../../shared/assets/format';
import { Decimal } from '../../../shared/base/decimal';
import type { PriceOverride } from '../../../shared/records/record-bodies';
import { sentence } from '../../bridge/connection-calls';
import { removePriceOverride, setPriceOverride } from '../../bridge/records-calls';
import { Button, IconButton } from '../../components/button';
import { TextField } from '../../components/field';
import { useInvalidFocus } from '../../components/use-invalid-focus';
import { usePortfolio } from '../../stores/use-stores';
import { amountError } from './check-amount';
import styles from './settings-screen.module.css';

/** Prices the user sets, for what no market prices. They are labelled wherever they count. */
export function PriceOverrides({ overrides }: { readonly overrides: readonly PriceOverride[] }) {
  const book = usePortfolio((state) => (state.phase === 'ready' ? state.book : undefined));
  const assets = [...(book?.buckets.keys() ?? [])].sort();
  return (
    <section aria-labelledby="overrides">
      <h2 id="overrides" tabIndex={-1} className={styles.heading}>
        Your own prices
      </h2>
      {overrides.length === 0 ? (
        <p className={styles.intro}>
          None. An asset that no market prices can be given a price here; the total then says how
          much of it rests on your word.
        </p>
      ) : (
        <table className={styles.overrides}>
          <thead>
            <tr>
              <th scope="col">Asset</th>
              <th scope="col">USD for one</th>
              <th className={styles.remove} />
            </tr>
          </thead>
          <tbody>
            {overrides.map(({ asset, usd }) => (
              <tr key={asset}>
                <td>
                  <code>{asset}</code>
                </td>
                <td>{formatFull(new Decimal(usd))}</td>
                <td>
                  <IconButton
                    label={`Remove the price of ${asset}`}
                    onClick={() => void removePriceOverride(asset)}
                  >
                    <Trash2 />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <AddOverride assets={assets} />
    </section>
  );
}

function AddOverride({ assets }: { readonly assets: readonly string[] }) {
  const [asset, setAsset] = useState('');
  const [usd, setUsd] = useState('');
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const leadToInvalid = useInvalidFocus(form);
  const assetError = tried && asset.trim() === '' ? 'Name the asset.' : undefined;
  const usdError = tried ? amountError(usd) : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefusal(undefined);
    if (asset.trim() === '' || amountError(usd) !== undefined) {
      leadToInvalid();
      return;
    }
    setBusy(true);
    const result = await setPriceOverride({ asset: asset.trim(), usd: usd.trim() });
    setBusy(false);
    if (!result.ok) {
      setRefusal(sentence(result.failure));
      leadToInvalid();
      return;
    }
    setAsset('');
    setUsd('');
    setTried(false);
  };
  return (
    <form ref={form} className={styles.add} onSubmit={(event) => void submit(event)}>
      <TextField
        label="Asset"
        list="held-assets"
        placeholder="FOO@kraken"
        value={asset}
        error={assetError}
        onChange={(event) => setAsset(event.currentTarget.value)}
      />
      <datalist id="held-assets">
        {assets.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
      <TextField
        label="USD for one"
        inputMode="decimal"
        placeholder="0.25"
        value={usd}
        error={usdError ?? refusal}
        onChange={(event) => setUsd(event.currentTarget.value)}
      />
      <Button type="submit" busy={busy} className={styles.addButton}>
        Set price
      </Button>
    </form>
  );
}
