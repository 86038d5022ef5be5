import { Decimal, ZERO } from '../../../shared/base/decimal';
import { formatFull } from '../../../shared/assets/format';
import type { PriceHopView, PriceView } from '../../../shared/contract/portfolio-view';
import { accountKey } from '../../../shared/portfolio/balance';
import type { CoverageCell } from '../../../shared/portfolio/coverage';
import type { Instant } from '../../../shared/base/failure';
import { acceptPrice } from '../../bridge/token-calls';
import { ExactAmount } from '../../components/amount';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { agoText, dateTimeText } from '../../components/time';
import { inQuote, useQuote } from '../../components/use-money';
import { amountsOf, staleSince } from '../../view-models/holding-amounts';
import type { AssetNode, BalanceNode, HoldingNode } from '../../view-models/holdings-tree';
import { priceEffect } from '../../view-models/price-effects';
import { DOLLARS } from '../../view-models/quote';
import { useConnections, useNow, usePortfolio } from '../../stores/use-stores';
import { CoverageWords } from '../connections/coverage-words';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import { AssetIdentity, type VenueCode } from './asset-identity';
import styles from './holding-details.module.css';
import { changeOf } from './holdings-rows';
import { BASIS_WORDS, priceWords } from './price-words';

export interface HoldingDetailsProps {
  /** Of an asset, a venue of it, or a balance; closed without one. */
  readonly id: string | undefined;
  readonly nodes: readonly AssetNode[];
  readonly onClose: () => void;
}

/** Every digit of a holding, where its price comes from, and how its account was read. */
export function HoldingDetails({ id, nodes, onClose }: HoldingDetailsProps) {
  const found = id === undefined ? undefined : find(nodes, id);
  const venues = useConnections((state) => state.venues);
  if (found === undefined) return null;
  const { asset, node } = found;
  const title =
    node.kind === 'asset'
      ? asset.name
      : node.kind === 'venue'
        ? `${asset.code} at ${venueName(node.venue, venues)}`
        : `${asset.code} in ${ACCOUNT_TYPE_NAMES[node.balance.accountType]}`;
  const description =
    node.kind === 'balance'
      ? [venueName(node.balance.venue, venues), node.label, node.balance.subaccount]
          .filter(Boolean)
          .join(' · ')
      : `${node.sums.balances} ${node.sums.balances === 1 ? 'balance' : 'balances'}`;
  return (
    <Dialog open as="drawer" title={title} description={description} onClose={onClose}>
      <Amounts node={node} code={asset.code} />
      <h3 className={styles.heading}>Price</h3>
      <PriceStory price={node.price} code={asset.code} codes={codesOf(node)} />
      {node.kind === 'balance' ? <AccountStory node={node} /> : null}
      <AssetIdentity asset={asset.asset} codes={codesOf(node)} />
    </Dialog>
  );
}

/** What the venues of a holding call it, each once. */
function codesOf(node: HoldingNode): readonly VenueCode[] {
  const codes = new Map(
    leavesOf(node).map(({ balance: { venue, code } }) => [`${venue}:${code}`, { venue, code }]),
  );
  return [...codes.values()];
}

function find(
  nodes: readonly AssetNode[],
  id: string,
): { readonly asset: AssetNode; readonly node: HoldingNode } | undefined {
  for (const asset of nodes) {
    if (asset.id === id) return { asset, node: asset };
    for (const venue of asset.children) {
      if (venue.id === id) return { asset, node: venue };
      const balance = venue.children.find((child) => child.id === id);
      if (balance !== undefined) return { asset, node: balance };
    }
  }
  return undefined;
}

/** Exact dollars at the prices of the venues, whatever values are shown in. */
function inDollars(node: HoldingNode): {
  readonly value: Decimal | undefined;
  readonly change: Decimal | undefined;
} {
  let [value, change]: (Decimal | undefined)[] = [];
  for (const { balance, price } of leavesOf(node)) {
    const own = amountsOf(balance).value;
    const effect = priceEffect(balance, price, DOLLARS);
    if (own !== undefined) value = (value ?? ZERO).plus(own);
    if (effect !== undefined) change = (change ?? ZERO).plus(effect.after).minus(effect.before);
  }
  return { value, change };
}

function leavesOf(node: HoldingNode): readonly BalanceNode[] {
  if (node.kind === 'balance') return [node];
  return node.kind === 'venue' ? node.children : node.children.flatMap(({ children }) => children);
}

function Amounts({ node, code }: { readonly node: HoldingNode; readonly code: string }) {
  const { sums } = node;
  const quote = useQuote();
  const dollars = inDollars(node);
  const change = changeOf(sums, quote);
  const lines: readonly (readonly [string, Decimal | undefined, string])[] = [
    ['Available', sums.available, code],
    ['Locked', sums.locked, code],
    ['Total', sums.total, code],
    ...(sums.borrowed.isZero()
      ? []
      : ([
          ['Borrowed', sums.borrowed, code],
          ['Net', sums.net, code],
        ] as const)),
    ['Value', dollars.value, 'USD'],
    ['24 h price effect', dollars.change, 'USD'],
    ...(quote.currency === 'USD'
      ? []
      : ([
          [`Value in ${quote.currency}`, sums.value && inQuote(sums.value, quote), quote.currency],
          [`24 h price effect in ${quote.currency}`, change?.change, quote.currency],
        ] as const)),
  ];
  return (
    <dl className={styles.amounts}>
      {lines.map(([name, value, unit]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === undefined ? 'unknown' : <ExactAmount value={value} unit={unit} />}</dd>
        </div>
      ))}
    </dl>
  );
}

function PriceStory({
  price,
  code,
  codes,
}: {
  readonly price: PriceView | undefined;
  readonly code: string;
  readonly codes: readonly VenueCode[];
}) {
  const venues = useConnections((state) => state.venues);
  const now = useNow();
  if (price === undefined || price.kind === 'unpriced')
    return (
      <p className={styles.soft}>
        {priceWords(price)} <Claim price={price} now={now} />
        It is listed apart and in no total.
      </p>
    );
  const path = price.kind === 'manual' ? [] : price.path;
  const since = staleSince(price);
  return (
    <div className={styles.story}>
      <dl className={styles.amounts}>
        <div>
          <dt>One {code}</dt>
          <dd>
            <ExactAmount value={new Decimal(price.usd)} unit="USD" />
          </dd>
        </div>
        {price.kind === 'market' && price.usd24hAgo !== undefined ? (
          <div>
            <dt>24 h before</dt>
            <dd>
              <ExactAmount value={new Decimal(price.usd24hAgo)} unit="USD" />
            </dd>
          </div>
        ) : null}
      </dl>
      {path.length === 0 || price.kind === 'peg-assumed' ? (
        <p className={price.kind === 'peg-assumed' ? styles.weak : styles.soft}>
          {priceWords(price)}.
        </p>
      ) : null}
      {path.length === 0 ? null : (
        <ol className={styles.hops}>
          {path.map((hop) => (
            <li key={`${hop.venue}:${hop.market}`}>
              <div className={styles.hop}>
                <strong>
                  {hop.from} to {hop.to}
                </strong>
                <span>{formatFull(new Decimal(hop.rate))}</span>
              </div>
              <div className={styles.soft}>
                {hop.basis === 'mid' || hop.basis === 'last'
                  ? `${hop.market} at ${venueName(hop.venue, venues)}, ${BASIS_WORDS[hop.basis]}, ${agoText(hop.at, now)}`
                  : `No market: ${BASIS_WORDS[hop.basis]}`}
              </div>
            </li>
          ))}
        </ol>
      )}
      {price.kind === 'manual' || price.setAside === undefined ? null : (
        <p className={styles.weak}>
          Its own market says <ExactAmount value={new Decimal(price.setAside.usd)} unit="USD" />,
          more than a fifth away from {price.setAside.venues} other venues. Their median, weighted
          by volume, counts until they agree again.
        </p>
      )}
      {since === undefined || (price.kind === 'market' && price.jump !== undefined) ? null : (
        <p className={styles.weak}>
          {silentSource(path)} has not answered since {dateTimeText(since)}, {agoText(since, now)}:
          the last price is carried on.
        </p>
      )}
      <p className={styles.soft}>As of {dateTimeText(price.at)}.</p>
      {price.kind === 'market' && price.jump !== undefined ? (
        <JumpStory jump={price.jump} codes={codes} />
      ) : null}
    </div>
  );
}

/** What cannot be asked of a price that is carried on: one of its markets, or of what else it rests on. */
function silentSource(path: readonly PriceHopView[]): string {
  if (path.some(({ basis }) => basis === 'protocol')) return 'A market, or who told the rate,';
  return path.length > 1 ? 'A market on the way' : 'Its market';
}

/** What would count if it could be believed, or counted last. */
function Claim({
  price,
  now,
}: {
  readonly price: Extract<PriceView, { kind: 'unpriced' }> | undefined;
  readonly now: Instant;
}) {
  if (price?.claim === undefined) return null;
  const usd = <ExactAmount value={new Decimal(price.claim.usd)} unit="USD" />;
  return price.reason === 'disputed' ? (
    <>Its market says {usd}. </>
  ) : (
    <>
      Its last price was {usd}, {agoText(price.claim.at, now)}.{' '}
    </>
  );
}

/** What the market says now, which is not taken until the user does. */
function JumpStory({
  jump,
  codes,
}: {
  readonly jump: NonNullable<Extract<PriceView, { kind: 'market' }>['jump']>;
  readonly codes: readonly VenueCode[];
}) {
  return (
    <div className={styles.story}>
      <p className={styles.weak}>
        Since {dateTimeText(jump.since)} its market says{' '}
        <ExactAmount value={new Decimal(jump.usd)} unit="USD" />, more than five times off. It may
        be a slip, a new denomination, or another coin. The price above, from before, counts.
      </p>
      <p className={styles.soft}>
        {jump.countsAt === undefined
          ? 'Its market is too thin to settle this by itself: the new price counts once two other venues say the same, or you accept it.'
          : `The new price counts by itself at ${dateTimeText(jump.countsAt)} if the market stays there, at once if two other venues say the same, or when you accept it.`}
      </p>
      <p>
        <Button
          onClick={() => {
            for (const one of codes) void acceptPrice(one);
          }}
        >
          Accept the new price
        </Button>
      </p>
    </div>
  );
}

function AccountStory({ node }: { readonly node: BalanceNode }) {
  const { connectionId, accountType } = node.balance;
  const cell = usePortfolio((state): CoverageCell | undefined =>
    state.phase === 'ready'
      ? state.coverage.find(
          (one) =>
            accountKey(one.connectionId, one.accountType) === accountKey(connectionId, accountType),
        )
      : undefined,
  );
  if (cell === undefined) return null;
  return (
    <>
      <h3 className={styles.heading}>Account</h3>
      <CoverageWords cell={cell} />
    </>
  );
}
