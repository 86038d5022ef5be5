import type { CustomChain } from '../../../shared/chains/chain-records';
import type { ChainFamily } from '../../../shared/chains/chain';
import { chainOf } from '../../../shared/chains/chains';
import {
  ALL_TOKEN_DAYS,
  MOST_GAP_LIMIT,
  USUAL_GAP_LIMIT,
  USUAL_TOKEN_DAYS,
  type WalletSearch,
} from '../../../shared/chains/wallet-search';
import { TextField } from '../../components/field';
import fieldStyles from '../../components/field.module.css';
import styles from './form.module.css';

const DAYS: readonly (readonly [days: number, text: string])[] = [
  [1, 'the last day'],
  [30, 'the last 30 days'],
  [365, 'the last year'],
  [ALL_TOKEN_DAYS, 'all of the chain'],
];

type Search = Omit<WalletSearch, 'connectionId'>;

/** The family of a chain whose wallets are searched through to an end; nothing for all others. */
export function searchedFamily(
  venue: string,
  custom: readonly CustomChain[],
): 'bitcoin' | 'evm' | undefined {
  const family = chainOf(venue, custom)?.family;
  return family === 'bitcoin' || family === 'evm' ? family : undefined;
}

/** What was chosen, without what is as usual. @param read a field of the form, as text */
export function searchIn(family: ChainFamily, read: (name: string) => string): Search {
  const value = Number(read(family === 'bitcoin' ? 'gapLimit' : 'tokenDays'));
  if (!Number.isInteger(value) || value < 1) return {};
  if (family === 'bitcoin') return value === USUAL_GAP_LIMIT ? {} : { gapLimit: value };
  return family === 'evm' && value !== USUAL_TOKEN_DAYS ? { tokenDays: value } : {};
}

/** Asks how far a wallet is looked through, where there is an end that may be too near. */
export function WalletSearchField({
  family,
  search = {},
  folded = false,
}: {
  readonly family: ChainFamily;
  /** What holds now. */
  readonly search?: Search;
  readonly folded?: boolean;
}) {
  if (family === 'solana') return null;
  const field =
    family === 'bitcoin' ? (
      <TextField
        label="Unused addresses in a row that end the search"
        name="gapLimit"
        type="number"
        min={1}
        max={MOST_GAP_LIMIT}
        step={1}
        required
        defaultValue={search.gapLimit ?? USUAL_GAP_LIMIT}
        hint="Of an extended key or descriptor. Wallets leave 20 at most; shops and servers may leave more. A larger number takes longer."
      />
    ) : (
      <TokenDays days={search.tokenDays ?? USUAL_TOKEN_DAYS} />
    );
  return folded ? (
    <details className={styles.folded}>
      <summary>How far to look</summary>
      {field}
    </details>
  ) : (
    field
  );
}

function TokenDays({ days }: { readonly days: number }) {
  const isOther = !DAYS.some(([known]) => known === days);
  return (
    <label className={fieldStyles.field}>
      <span className={fieldStyles.label}>Look for tokens on no list in</span>
      <select name="tokenDays" defaultValue={days} className={fieldStyles.select}>
        {isOther ? <option value={days}>the last {days} days</option> : null}
        {DAYS.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <span className={fieldStyles.hint}>
        Listed tokens and those that you added are always found. Looking further back takes many
        readings, and a server that keeps old transfers.
      </span>
    </label>
  );
}
