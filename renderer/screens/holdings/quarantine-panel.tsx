import { Check, ShieldX, Undo2 } from 'lucide-react';
import { Decimal } from '../../../shared/base/decimal';
import type { QuarantinedView } from '../../../shared/contract/portfolio-view';
import { decideToken } from '../../bridge/token-calls';
import { CoinAmount } from '../../components/amount';
import { Button } from '../../components/button';
import { KeptNote, UnknownRecords } from '../../components/record-notes';
import { Message } from '../../components/screen';
import { VenueMark } from '../../components/venue-mark';
import { useConnections, usePortfolio, useRecords } from '../../stores/use-stores';
import { venueName } from '../names';
import styles from './quarantine-panel.module.css';

const NONE: readonly QuarantinedView[] = [];

/** Tokens that are on no list: the user accepts them, or hides them as spam, and can take either back. */
export function QuarantinePanel() {
  const tokens = usePortfolio((state) => (state.phase === 'ready' ? state.quarantine : NONE));
  const decisions = useRecords(({ records }) => records['token-decision']);
  const isUnknown = useRecords(({ state }) => state === 'unknown');
  const isSpam = ({ asset }: QuarantinedView): boolean =>
    decisions.some((one) => one.asset === asset && one.decision === 'spam');
  const waiting = tokens.filter((token) => !isSpam(token));
  const spam = tokens.filter(isSpam);
  const notes = (
    <>
      {isUnknown ? <UnknownRecords what="Your decisions about tokens" /> : null}
      <KeptNote domains={['token-decision', 'added-token']} />
    </>
  );
  if (tokens.length === 0)
    return (
      <div className={styles.panel}>
        {notes}
        <Message title="No token is in quarantine">
          <p>Tokens in your wallets that are on no list would wait here, in no total.</p>
        </Message>
      </div>
    );
  return (
    <div className={styles.panel}>
      {notes}
      <p className={styles.about}>
        Anyone can send a token to your address and call it what they like. These are on no list, so
        they are in no total and no history until you accept them. Never visit a page that a token
        names.
      </p>
      {waiting.length === 0 ? null : (
        <TokenTable title="Waiting for your word" tokens={waiting} spam={false} fixed={isUnknown} />
      )}
      {spam.length === 0 ? null : (
        <TokenTable title="Hidden as spam" tokens={spam} spam fixed={isUnknown} />
      )}
    </div>
  );
}

function TokenTable({
  title,
  tokens,
  spam,
  fixed,
}: {
  readonly title: string;
  readonly tokens: readonly QuarantinedView[];
  readonly spam: boolean;
  /** Nothing can be decided while it is not known what is. */
  readonly fixed: boolean;
}) {
  const venues = useConnections((state) => state.venues);
  const connections = useConnections((state) => state.connections);
  const labelOf = (id: string) => connections?.find((one) => one.id === id)?.label ?? '';
  return (
    <section aria-label={title}>
      <h2 className={styles.heading}>
        {title} <span className={styles.count}>{tokens.length}</span>
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Calls itself</th>
            <th scope="col">Contract</th>
            <th scope="col">Wallet</th>
            <th scope="col" className={styles.number}>
              Amount
            </th>
            <th scope="col" className={styles.actions} />
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.key} data-key={token.asset}>
              <td className={styles.words}>
                <strong>{token.symbol}</strong> {token.name === token.symbol ? '' : token.name}
              </td>
              <td className={styles.contract}>
                <code>{contractOf(token.asset)}</code>
              </td>
              <td className={styles.where}>
                <span className={styles.wallet}>
                  <VenueMark venue={token.venue} />
                  {labelOf(token.connectionId)} · {venueName(token.venue, venues)}
                </span>
              </td>
              <td className={styles.number}>
                <CoinAmount value={new Decimal(token.total)} />
              </td>
              <td className={styles.actions}>
                {spam ? (
                  <Button
                    look="quiet"
                    why={fixed ? 'Your decisions about tokens are not known yet' : undefined}
                    onClick={() => void decideToken({ asset: token.asset, decision: 'undecided' })}
                  >
                    <Undo2 /> Not spam
                  </Button>
                ) : (
                  <>
                    <Button
                      why={fixed ? 'Your decisions about tokens are not known yet' : undefined}
                      onClick={() => void decideToken({ asset: token.asset, decision: 'accepted' })}
                    >
                      <Check /> Accept
                    </Button>
                    <Button
                      look="quiet"
                      why={fixed ? 'Your decisions about tokens are not known yet' : undefined}
                      onClick={() => void decideToken({ asset: token.asset, decision: 'spam' })}
                    >
                      <ShieldX /> Spam
                    </Button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The contract in a CAIP-19 id, whole: it is what a token is known by. */
function contractOf(asset: string): string {
  const [, reference = asset] = asset.split('/');
  return reference.slice(reference.indexOf(':') + 1);
}
