import { Check, Copy, ExternalLink } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { PlanStep, TradeStep } from '../../../shared/rebalancing/rebalance-plan-types';
import type { TicketCheck } from '../../../shared/rebalancing/ticket-types';
import { plainText } from '../../../shared/assets/format';
import { copyText } from '../../bridge/actions';
import { openTradePage } from '../../bridge/rebalance-calls';
import { CoinAmount, Money } from '../../components/amount';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Checkbox } from '../../components/field';
import type { Ticket } from '../../stores/rebalance-store';
import { dismissTicket, isFilled, showTicket, tickStep } from '../../stores/rebalance-tickets';
import { percentWords, stepWords, suggestionWords, type Words } from './rebalance-words';
import { checkWords } from './ticket-words';
import { ACCOUNT_TYPE_NAMES } from '../names';
import styles from './ticket-dialog.module.css';
import { useConnectionList, useRebalance, type RebalanceView } from './use-rebalancing';

/** One suggestion, step by step, to be carried out by the user at the venues. */
export function TicketDialog({
  view,
  words,
  codeOf,
}: {
  readonly view: RebalanceView;
  readonly words: Words;
  readonly codeOf: (asset: string) => string;
}) {
  const opened = useRebalance((state) => state.opened);
  const ticket = useRebalance((state) => state.tickets).find(({ id }) => id === opened);
  if (ticket === undefined) return null;
  const checks = view.checks.get(ticket.id);
  const { suggestion, steps } = ticket;
  return (
    <Dialog
      open
      as="drawer"
      wide
      title={<span data-amount>{suggestionWords(suggestion, words)}</span>}
      description="Portolan cannot trade. Place each order at the venue, then tick it: the tick is checked against the balances that arrive."
      onClose={() => showTicket(undefined)}
    >
      <p className={styles.weights}>
        {suggestion.name}: {percentWords(suggestion.before)} now, {percentWords(suggestion.after)}{' '}
        after the whole plan, target {percentWords(suggestion.target)}.
      </p>
      {steps.length === 0 ? (
        <p>No step of the plan can be carried out for it.</p>
      ) : (
        <ol className={styles.steps} aria-label="Steps">
          {steps.map((step) => (
            <StepItem
              key={step.id}
              ticket={ticket}
              step={step}
              check={checks?.get(step.id)}
              words={words}
              codeOf={codeOf}
            />
          ))}
        </ol>
      )}
      {ticket.done.size === 0 ? null : <TicketEnd ticket={ticket} />}
    </Dialog>
  );
}

/** What becomes of a ticket that was begun: it stays, also over a restart, until it is put away. */
function TicketEnd({ ticket }: { readonly ticket: Ticket }) {
  const filled = isFilled(ticket);
  return (
    <div className={styles.end}>
      <p className={styles.place}>
        {filled
          ? 'Every step is confirmed.'
          : 'This ticket is kept for 7 days, also when Portolan is closed.'}
      </p>
      <Button look={filled ? 'primary' : 'normal'} onClick={() => dismissTicket(ticket.id)}>
        {filled ? 'Close ticket' : 'Dismiss ticket'}
      </Button>
    </div>
  );
}

function StepItem({
  ticket,
  step,
  check,
  words,
  codeOf,
}: {
  readonly ticket: Ticket;
  readonly step: PlanStep;
  readonly check: TicketCheck | undefined;
  readonly words: Words;
  readonly codeOf: (asset: string) => string;
}) {
  const connections = useConnectionList();
  const labelOf = (id: string) => connections.find((one) => one.id === id)?.label ?? id;
  const isDone = ticket.done.has(step.id);
  return (
    <li className={styles.step} data-step={step.id}>
      <h3 className={styles.title} data-amount>
        {stepWords(step, codeOf)}
      </h3>
      <p className={styles.place}>
        {ticket.steps.length === 1
          ? ''
          : `Step ${ticket.steps.indexOf(step) + 1} of ${ticket.steps.length}: `}
        {words.venue(step.venue)}, {labelOf(step.connectionId)}
        {step.kind === 'trade' ? `, ${ACCOUNT_TYPE_NAMES[step.accountType]}` : ''}
        {step.kind === 'transfer'
          ? ` to ${words.venue(step.toVenue)}, ${labelOf(step.toConnectionId)}`
          : ''}
      </p>
      {step.kind === 'trade' ? <TradeFacts step={step} /> : null}
      {step.kind === 'transfer' ? (
        <dl className={styles.facts}>
          <Fact name="Network">{step.network}</Fact>
          <Fact name="Network fee">
            {step.fee === undefined ? (
              'not known beforehand'
            ) : (
              <>
                <CoinAmount value={step.fee} /> {codeOf(step.asset)}
              </>
            )}
          </Fact>
          <Fact name="Time">
            {step.minutes === undefined ? 'not known' : `about ${step.minutes} min`}
          </Fact>
        </dl>
      ) : null}
      <div className={styles.actions}>
        <CopyButton what="amount" text={plainText(step.amount)} />
        {step.kind === 'trade' ? (
          <>
            <CopyButton what="price" text={plainText(step.limit)} />
            <Button onClick={() => void openTradePage(step.venue, step.symbol)}>
              <ExternalLink /> Open at {words.venue(step.venue)}
            </Button>
          </>
        ) : null}
        <Checkbox checked={isDone} onChange={(done) => tickStep(ticket.id, step.id, done)}>
          Done
        </Checkbox>
      </div>
      {isDone && check !== undefined ? <Checked check={check} codeOf={codeOf} /> : null}
    </li>
  );
}

/** Says that it has copied by its mark, in the place of the other. */
function CopyButton({ what, text }: { readonly what: string; readonly text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      data-tip={copied ? 'Copied' : undefined}
      onClick={() => void copyText(text).then(setCopied)}
      onBlur={() => setCopied(false)}
    >
      {copied ? <Check /> : <Copy />} Copy {what}
    </Button>
  );
}

function TradeFacts({ step }: { readonly step: TradeStep }) {
  const { price, limit, quote, notional, fee, feeRate, feeSource, slippageUsd } = step;
  const feeCode = step.feeAsset === step.baseAsset ? step.base : quote;
  return (
    <dl className={styles.facts}>
      <Fact name="Pair">{step.symbol}</Fact>
      <Fact name="Side">{step.side}</Fact>
      <Fact name="Amount">
        <CoinAmount value={step.amount} /> {step.base}
      </Fact>
      <Fact name="Estimated price">
        <CoinAmount value={price.toSignificantDigits(10)} /> {quote}
        {step.priceFrom === 'valuation' ? ', from the valuation' : ''}
        {step.priceFrom === 'ticker' ? ', from the ticker' : ''}
      </Fact>
      <Fact name="Worst price">
        <CoinAmount value={limit} /> {quote}
      </Fact>
      <Fact name="Total">
        <CoinAmount value={notional} /> {quote}
      </Fact>
      <Fact name="Fee">
        <CoinAmount value={fee} /> {feeCode} ({feeRate.times(100).toFixed()} %,{' '}
        {feeSource === 'account' ? 'this account’s' : 'the published rate'})
      </Fact>
      <Fact name="Spread and depth">
        <Money usd={slippageUsd} />
      </Fact>
      <Fact name="Realised gain">basis unknown: trades are not imported yet</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Checked({
  check,
  codeOf,
}: {
  readonly check: TicketCheck;
  readonly codeOf: (asset: string) => string;
}) {
  return (
    <p
      role="status"
      className={styles.check}
      data-state={check.state}
      data-amount={check.state === 'differs' || undefined}
    >
      {checkWords(check, codeOf)}
    </p>
  );
}
