import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Records } from '../../../shared/records/record-domains';
import type { Chain } from '../../../shared/chains/chain';
import { classes } from '../../components/classes';
import { VenueMark } from '../../components/venue-mark';
import { chainsWith, joinNames, ownServers } from '../chains';
import { ChainServers } from './chain-servers';
import styles from './chain-settings.module.css';
import { ChainTokens } from './chain-tokens';
import { AddCustomChain, RemoveCustomChain } from './custom-chains';
import screen from './settings-screen.module.css';

/** Which servers are asked about wallets, chains of the user's own, and tokens to look for. */
export function ChainSettings({ records }: { readonly records: Records }) {
  const [opened, setOpened] = useState<string | undefined>();
  return (
    <section aria-labelledby="chains">
      <h2 id="chains" tabIndex={-1} className={screen.heading}>
        Chains
      </h2>
      <p className={screen.intro}>
        Wallets are read by asking servers about their addresses. Whoever runs a server learns which
        addresses you watch and the network address you ask from. A server of your own tells nobody.
      </p>
      <ul>
        {chainsWith(records['custom-chain']).map((chain) => (
          <ChainLine
            key={chain.id}
            chain={chain}
            records={records}
            open={opened === chain.id}
            onToggle={() => setOpened(opened === chain.id ? undefined : chain.id)}
          />
        ))}
      </ul>
      <AddCustomChain onAdded={setOpened} />
    </section>
  );
}

function ChainLine({
  chain,
  records,
  open,
  onToggle,
}: {
  readonly chain: Chain;
  readonly records: Records;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const own = ownServers(chain, records);
  const custom = records['custom-chain'].find(({ id }) => id === chain.id);
  const tokens = records['added-token'].filter(({ venue }) => venue === chain.id);
  const panel = `chain-${chain.id}`;
  return (
    <li className={styles.chain}>
      <button
        type="button"
        className={styles.line}
        aria-expanded={open}
        aria-controls={panel}
        onClick={onToggle}
      >
        <ChevronRight aria-hidden="true" className={classes(styles.chevron, open && styles.open)} />
        <VenueMark venue={chain.id} name={chain.name} size={20} />
        <span className={styles.name}>{chain.name}</span>
        <span className={styles.summary}>
          {own.length > 0
            ? `your own: ${joinNames(own.map(hostOf))}`
            : `public: ${joinNames([...new Set(chain.publicEndpoints.map(({ operator }) => operator))])}`}
          {tokens.length === 0
            ? ''
            : ` · ${tokens.length} ${tokens.length === 1 ? 'token' : 'tokens'} added`}
        </span>
      </button>
      {open ? (
        <div id={panel} className={styles.panel}>
          <ChainServers chain={chain} custom={custom} own={own} />
          {chain.family === 'bitcoin' ? null : <ChainTokens chain={chain} tokens={tokens} />}
          {custom === undefined ? null : <RemoveCustomChain chain={chain} />}
        </div>
      ) : null}
    </li>
  );
}

/** The part of an address that says whose it is. */
function hostOf(url: string): string {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(url)?.[1] ?? url;
}
