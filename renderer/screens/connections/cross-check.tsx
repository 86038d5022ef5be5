import { TriangleAlert } from 'lucide-react';
import type { CrossCheckView } from '../../../shared/contract/portfolio-view';
import { Decimal } from '../../../shared/base/decimal';
import type { AccountType } from '../../../shared/portfolio/balance';
import { Money } from '../../components/amount';
import { classes } from '../../components/classes';
import { Popover } from '../../components/popover';
import { agoText } from '../../components/time';
import { useNow } from '../../stores/use-stores';
import { joinNames } from '../chains';
import { ACCOUNT_TYPE_NAMES } from '../names';
import { coveredWords, crossCheckWords, worstCrossCheck } from './account-words';
import styles from './cross-check.module.css';

/** What the venue itself says that accounts of a connection are worth, beside our figure of the same accounts. */
export function CrossCheck({
  checks,
  accountTypes,
  tabIndex,
}: {
  readonly checks: readonly CrossCheckView[];
  /** Of the connection. */
  readonly accountTypes: readonly AccountType[];
  readonly tabIndex: number;
}) {
  const now = useNow(5000);
  const worst = worstCrossCheck(checks);
  if (worst === undefined) return null;
  const { tone, text } = crossCheckWords(worst);
  const { outcome } = worst;
  return (
    <Popover
      label="The venue’s own total"
      trigger={
        <button type="button" tabIndex={tabIndex} className={classes(styles.cell, styles[tone])}>
          <span className={styles.line}>
            {tone === 'differs' ? <TriangleAlert aria-label="Differs" /> : null}
            {outcome.kind === 'compared' ? (
              <span className={styles.theirs}>
                theirs <Money usd={new Decimal(outcome.theirsUsd)} />
              </span>
            ) : null}
            <span className={styles.difference}>{text}</span>
          </span>
          {outcome.kind === 'compared' ? (
            <span className={styles.covered}>
              <span className={styles.ours}>
                ours <Money usd={new Decimal(outcome.oursUsd)} />,{' '}
              </span>
              {coveredWords(worst, accountTypes)}
            </span>
          ) : null}
        </button>
      }
    >
      <h2 className={styles.title}>The venue’s own total</h2>
      {checks.map((check) => (
        <Details key={check.source} check={check} now={now} />
      ))}
    </Popover>
  );
}

function Details({ check, now }: { readonly check: CrossCheckView; readonly now: number }) {
  const { outcome, covers, source, at } = check;
  const accounts = joinNames(covers.map((accountType) => ACCOUNT_TYPE_NAMES[accountType]));
  return (
    <dl className={styles.details}>
      <div>
        <dt>Called</dt>
        <dd>
          <code>{source}</code>, {agoText(at, now)}
        </dd>
      </div>
      <div>
        <dt>Covers</dt>
        <dd>{accounts}</dd>
      </div>
      {outcome.kind === 'not-compared' ? (
        <div>
          <dt>Not compared</dt>
          <dd>{outcome.reason}</dd>
        </div>
      ) : (
        <>
          <div>
            <dt>Theirs</dt>
            <dd>
              <Money usd={new Decimal(outcome.theirsUsd)} />
            </dd>
          </div>
          <div>
            <dt>Ours</dt>
            <dd>
              <Money usd={new Decimal(outcome.oursUsd)} />, {crossCheckWords(check).text}
            </dd>
          </div>
          {outcome.oursUnpriced === undefined ? null : (
            <div>
              <dt>Not in ours</dt>
              <dd>
                {outcome.oursUnpriced} {outcome.oursUnpriced === 1 ? 'balance' : 'balances'} without
                a price
              </dd>
            </div>
          )}
          {outcome.differs ? (
            <div>
              <dt>What to do</dt>
              <dd>
                Look for an account that is not read here, or a coin that the venue values
                differently. A small difference that comes and goes is prices moving between two
                readings.
              </dd>
            </div>
          ) : null}
        </>
      )}
    </dl>
  );
}
