import type { Answer, KeyProbe } from '../../../shared/portfolio/venue';
import { sentence } from '../../bridge/connection-calls';
import { classes } from '../../components/classes';
import { ACCOUNT_TYPE_NAMES } from '../names';
import styles from './probe-report.module.css';

const SKEW_WORTH_A_WORD_MS = 1000;
const ANSWERS: Readonly<Record<Answer, string>> = {
  yes: 'yes',
  no: 'no',
  unknown: 'the venue does not tell',
};

/** What a key may do and reach, as its venue answered; a wallet has no key that could do anything. */
export function ProbeReport({
  probe,
  isWallet = false,
}: {
  readonly probe: KeyProbe;
  readonly isWallet?: boolean;
}) {
  const { permissions, ipRestricted, accounts, clockSkewMs } = probe;
  const bare = isWallet && probe.watches === undefined;
  const skewed = Math.abs(clockSkewMs) >= SKEW_WORTH_A_WORD_MS;
  const lines: readonly (readonly [string, Answer, Answer])[] = isWallet
    ? []
    : [
        ['May read', permissions.read, 'yes'],
        ['May trade', permissions.trade, 'no'],
        ['May withdraw', permissions.withdraw, 'no'],
        ['Bound to addresses', ipRestricted, 'yes'],
      ];
  return (
    <section
      className={styles.report}
      aria-label={isWallet ? 'What is watched' : 'What the key may do'}
    >
      <dl className={styles.lines}>
        {probe.watches === undefined ? null : (
          <div>
            <dt>Watches</dt>
            <dd>
              <code>{probe.watches}</code>
            </dd>
          </div>
        )}
        {lines.map(([name, answer, wished]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd
              className={classes(
                answer === wished && styles.good,
                isBad(name, answer) && styles.bad,
              )}
            >
              {ANSWERS[answer]}
            </dd>
          </div>
        ))}
        {isWallet ? null : (
          <div>
            <dt>Clock</dt>
            <dd className={classes(skewed && styles.weak)}>
              {skewed
                ? `this machine is ${(Math.abs(clockSkewMs) / 1000).toFixed(1)} s ${clockSkewMs > 0 ? 'behind' : 'ahead'}`
                : 'in step'}
            </dd>
          </div>
        )}
      </dl>
      <ul className={classes(!bare && styles.accounts)}>
        {accounts.map(({ accountType, readable, failure }) => (
          <li key={accountType} className={readable ? styles.good : styles.unread}>
            {ACCOUNT_TYPE_NAMES[accountType]}:{' '}
            {readable ? 'readable' : failure === undefined ? 'not readable' : sentence(failure)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function isBad(name: string, answer: Answer): boolean {
  return (name === 'May withdraw' && answer === 'yes') || (name === 'May read' && answer === 'no');
}
