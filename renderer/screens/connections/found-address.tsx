import type { CallOutput } from '../../../shared/contract/contract';
import type { ChainFamily } from '../../../shared/chains/chain';
import styles from './form.module.css';

const FAMILY_NAMES: Readonly<Record<ChainFamily, string>> = {
  bitcoin: 'Bitcoin',
  evm: 'Ethereum',
  solana: 'Solana',
};

/** The address behind a name, to be compared before it is watched: names change hands. */
export function FoundAddress({
  found,
  fits,
}: {
  readonly found: CallOutput<'resolveName'>;
  /** It is of the chosen kind of chain. */
  readonly fits: boolean;
}) {
  return (
    <div className={styles.found} role="status">
      <p>
        <strong>{found.name}</strong> belongs to
      </p>
      <code>{found.address}</code>
      <p className={styles.hint}>
        {fits
          ? 'Compare it with the address that you know, then watch it.'
          : `That is an address of ${FAMILY_NAMES[found.family]}: choose that kind of chain above.`}
      </p>
    </div>
  );
}
