import { useState, type ReactNode } from 'react';
import type { Decimal } from '../../shared/base/decimal';
import {
  formatAmount,
  formatFull,
  formatMoney,
  formatPercent,
  formatPrice,
  plainText,
} from '../../shared/assets/format';
import { copyText } from '../bridge/actions';
import { useSettings } from '../stores/use-stores';
import styles from './amount.module.css';
import { classes } from './classes';
import { inQuote, useQuote } from './use-money';

/** The full figure would give away what is blurred. */
function useTip(text: string): string | undefined {
  return useSettings(({ settings }) => (settings?.privacy === true ? undefined : text));
}

interface MoneyProps {
  readonly signed?: boolean;
}

/** An amount of dollars in the chosen currency; every digit on hover. */
export function Money({ usd, signed = false }: MoneyProps & { readonly usd: Decimal }) {
  const quote = useQuote();
  return <QuoteMoney value={inQuote(usd, quote)} signed={signed} />;
}

/** An amount of the chosen currency itself, as changes between two rates are. */
export function QuoteMoney({ value, signed = false }: MoneyProps & { readonly value: Decimal }) {
  const { currency } = useQuote();
  const tip = useTip(`${formatFull(value)} ${currency}`);
  return (
    <span data-amount data-tip={tip}>
      {formatMoney(value, currency, { signed })}
    </span>
  );
}

/** The price of a unit and where it comes from; prices are public, so privacy leaves them. */
export function PriceText({ usd, source }: { readonly usd: Decimal; readonly source: string }) {
  const quote = useQuote();
  const value = inQuote(usd, quote);
  return (
    <span data-tip={`${formatFull(value)} ${quote.currency}\n${source}`}>
      {formatPrice(value, quote.currency)}
    </span>
  );
}

/** An amount of a coin, without its code; every digit on hover. */
export function CoinAmount({ value }: { readonly value: Decimal }) {
  const tip = useTip(formatFull(value));
  return (
    <span data-amount data-tip={tip}>
      {formatAmount(value)}
    </span>
  );
}

/** A change by sign, arrow and colour, so that none of them is needed. */
export function Change({
  value,
  children,
}: {
  readonly value: Decimal;
  readonly children: ReactNode;
}) {
  const direction = value.isZero() ? 'flat' : value.isNegative() ? 'down' : 'up';
  return (
    <span className={classes(styles.change, styles[direction])}>
      {direction === 'flat' ? null : (
        <svg className={styles.arrow} viewBox="0 0 8 8" aria-hidden="true">
          <path d={direction === 'up' ? 'M4 1 7.5 7h-7z' : 'M4 7 .5 1h7z'} />
        </svg>
      )}
      {children}
    </span>
  );
}

export function Percent({
  ratio,
  decimals = 1,
  signed = false,
}: {
  readonly ratio: Decimal;
  readonly decimals?: number;
  readonly signed?: boolean;
}) {
  return <span>{formatPercent(ratio, { decimals, signed })}</span>;
}

/** What there is no figure for. */
export function NoFigure({ why }: { readonly why: string }) {
  return (
    <span className={styles.none} data-tip={why}>
      <span aria-hidden="true">–</span>
      <span className={styles.spoken}>{why}</span>
    </span>
  );
}

/** Every digit, copied on click. */
export function ExactAmount({ value, unit }: { readonly value: Decimal; readonly unit: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className={styles.exact}
      data-tip="Copy"
      onClick={() => void copyText(plainText(value)).then(setCopied)}
      onBlur={() => setCopied(false)}
    >
      <span data-amount>{formatFull(value)}</span> <span className={styles.unit}>{unit}</span>
      <span className={styles.copied} role="status">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  );
}
