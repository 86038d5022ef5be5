import type { ReactNode } from 'react';
import type { DatabaseStatus, KeychainStatus } from '../../../shared/contract/status-view';
import { failureText, sentences } from '../../../shared/base/sentences';
import { useStatus } from '../../stores/use-stores';
import styles from './settings-screen.module.css';

/** What the app runs on, and where it keeps things. */
export function SystemFacts() {
  const app = useStatus((state) => state.app);
  const status = useStatus((state) => state.status);
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Database', status === undefined ? '…' : databaseWords(status.database)],
    ['Keychain', status === undefined ? '…' : keychainWords(status.keychain, status.keysToDelete)],
    ['Data directory', app === undefined ? '…' : <code>{app.dataDirectory}</code>],
    ['Portolan', app === undefined ? '…' : `${app.version} for ${app.platform}`],
    [
      'Electron',
      app === undefined ? (
        '…'
      ) : app.electron.old ? (
        <span className={styles.weak}>{app.electron.version}: no longer gets security fixes</span>
      ) : (
        app.electron.version
      ),
    ],
  ];
  return (
    <section aria-labelledby="system">
      <h2 id="system" tabIndex={-1} className={styles.heading}>
        System
      </h2>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function keychainWords(keychain: KeychainStatus, keysToDelete: number): ReactNode {
  const left =
    keysToDelete === 0
      ? ''
      : ` ${keysToDelete === 1 ? 'One key' : `${keysToDelete} keys`} of removed connections will be deleted from it.`;
  if (keychain.state === 'available')
    return `Available: secrets are kept in it and nowhere else.${left}`;
  return (
    <span className={styles.weak}>
      {sentences(keychain.reason, keychain.hint)}
      {left}
    </span>
  );
}

function databaseWords(database: DatabaseStatus): ReactNode {
  switch (database.state) {
    case 'opening':
      return 'Opening';
    case 'ready':
      if (database.refusing !== undefined)
        return <span className={styles.bad}>{failureText(database.refusing.failure)}</span>;
      return `${database.engine}, ready${database.waiting > 0 ? `, ${database.waiting} writes waiting` : ''}`;
    case 'failed':
      return <span className={styles.bad}>{failureText(database.failure)}</span>;
  }
}
