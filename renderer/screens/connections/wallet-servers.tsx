import type { ReactNode } from 'react';
import type { Chain } from '../../../shared/chains/chain';
import type { Records } from '../../../shared/records/record-domains';
import { Button } from '../../components/button';
import { ownServers } from '../chains';
import { ChainServers } from '../settings/chain-servers';
import styles from './form.module.css';

/** The servers of the chosen chains, in the place of the form, which keeps what was typed into it. */
export function WalletServers({
  chains,
  records,
  outcome,
  onBack,
}: {
  readonly chains: readonly Chain[];
  readonly records: Records;
  /** What became of the wallet meanwhile. */
  readonly outcome: ReactNode;
  readonly onBack: () => void;
}) {
  return (
    <div className={styles.form}>
      <p className={styles.hint}>
        Whoever runs a server learns the addresses that it is asked about. A server of your own
        tells nobody.
      </p>
      {chains.map((chain) => (
        <div key={chain.id} className={styles.servers}>
          <h2 className={styles.chain}>{chain.name}</h2>
          <ChainServers
            chain={chain}
            custom={records['custom-chain'].find(({ id }) => id === chain.id)}
            own={ownServers(chain, records)}
          />
        </div>
      ))}
      <div className={styles.foot}>
        {outcome}
        <div className={styles.buttons}>
          <Button look="primary" autoFocus onClick={onBack}>
            Back to the wallet
          </Button>
        </div>
      </div>
    </div>
  );
}
