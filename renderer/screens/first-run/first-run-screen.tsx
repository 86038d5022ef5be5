import { useState } from 'react';
import { Button } from '../../components/button';
import { CompassRose } from '../../components/compass-rose';
import { startAdding } from '../../stores/navigation-store';
import styles from './first-run-screen.module.css';

const PROMISES = [
  [
    'Read-only',
    'No part of it can trade, transfer or withdraw. Keys that can withdraw are refused.',
  ],
  ['Right, or it says what is wrong', 'Exact to the last digit; what is missing or old is marked.'],
  ['Yours', 'Secrets stay in this computer’s keychain, history in your own database.'],
] as const;

/** Before there is anything to show: three ways in, and what the app promises. */
export default function FirstRunScreen({ onDemo }: { readonly onDemo: () => Promise<boolean> }) {
  const [starting, setStarting] = useState(false);
  return (
    <section className={styles.screen} aria-labelledby="first-run-title">
      <div className={styles.column}>
        <CompassRose size={44} />
        <h1 id="first-run-title" tabIndex={-1} className={styles.title}>
          One true, live picture of everything you hold
        </h1>
        <p className={styles.lead}>Across exchanges, the account types inside them, and wallets.</p>
        <div className={styles.ways}>
          <Button look="primary" large onClick={() => startAdding('exchange')}>
            Connect an exchange
          </Button>
          <Button large onClick={() => startAdding('wallet')}>
            Watch a wallet
          </Button>
          <Button
            large
            busy={starting}
            onClick={() => {
              setStarting(true);
              void onDemo().finally(() => setStarting(false));
            }}
          >
            {starting ? 'Starting the demo…' : 'Explore the demo'}
          </Button>
        </div>
        <dl className={styles.promises}>
          {PROMISES.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
