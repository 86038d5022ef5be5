import { COIN_UNITS, minorDigits, symbolOf } from './currencies';
import { Decimal } from '../base/decimal';

/** What totals can be shown in: one of `QUOTE_CURRENCIES`. */
export type QuoteCurrency = string;

/** Typographic minus: as wide as a plus in tabular figures, and read aloud as "minus". */
export const MINUS = '\u2212';
const NARROW_SPACE = '\u202f';

function signFor(currency: QuoteCurrency): string {
  return symbolOf(currency) ?? `${currency}${NARROW_SPACE}`;
}
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** An amount of money in the parts that screens set apart: `−`, `$`, `1,234`, `.56`. */
export interface MoneyText {
  readonly sign: '' | '+' | typeof MINUS;
  readonly symbol: string;
  readonly integer: string;
  /** With its point; empty when there is none. */
  readonly fraction: string;
}

export interface MoneyOptions {
  /** Puts a plus before what is above zero, as changes are written. */
  readonly signed?: boolean;
}

/**
 * Splits an amount of a currency for display: as many decimals as the currency has (coins: eight), or
 * as many as it takes to show two significant digits, so that what is not zero never reads as zero. Rounds half-even.
 */
export function moneyText(
  value: Decimal,
  currency: QuoteCurrency,
  options: MoneyOptions = {},
): MoneyText {
  const usual = minorDigits(currency);
  const magnitude = value.abs();
  const decimals =
    magnitude.isZero() || magnitude.e >= -usual ? usual : Math.max(usual, 1 - magnitude.e);
  const [integer = '0', fraction = ''] = magnitude.toFixed(decimals).split('.');
  return {
    sign: signOf(value, options.signed === true),
    symbol: signFor(currency),
    integer: group(integer),
    fraction: fraction === '' ? '' : `.${shortenZeros(fraction)}`,
  };
}

/** {@link moneyText} as one string: `−$1,234.56`. */
export function formatMoney(
  value: Decimal,
  currency: QuoteCurrency,
  options: MoneyOptions = {},
): string {
  const { sign, symbol, integer, fraction } = moneyText(value, currency, options);
  return `${sign}${symbol}${integer}${fraction}`;
}

/** Money with exactly so many digits after the point, as the marks of an axis are written; rounds half-even. */
export function formatMoneyTo(value: Decimal, currency: QuoteCurrency, decimals: number): string {
  const [integer = '0', fraction = ''] = value.abs().toFixed(decimals).split('.');
  const digits = fraction === '' ? '' : `.${shortenZeros(fraction)}`;
  return `${signOf(value, false)}${signFor(currency)}${group(integer)}${digits}`;
}

/** Money without its decimals, for running text: `$1,204`; below ten units it keeps them. */
export function formatRoughMoney(value: Decimal, currency: QuoteCurrency): string {
  if (COIN_UNITS.includes(currency) || value.abs().lessThan(10))
    return formatMoney(value, currency);
  return `${signOf(value, false)}${signFor(currency)}${group(value.abs().toFixed(0))}`;
}

const COMPACT_STEPS = [
  { from: new Decimal('1e12'), suffix: 'T' },
  { from: new Decimal('1e9'), suffix: 'B' },
  { from: new Decimal('1e6'), suffix: 'M' },
  { from: new Decimal('1e3'), suffix: 'K' },
] as const;

/** Money for the axis of a chart: at most four significant digits, `$1.25M`. */
export function formatCompactMoney(value: Decimal, currency: QuoteCurrency): string {
  const magnitude = value.abs();
  const step = COMPACT_STEPS.find(({ from }) => magnitude.greaterThanOrEqualTo(from));
  const scaled = step === undefined ? magnitude : magnitude.dividedBy(step.from);
  const text = scaled.toSignificantDigits(4).toFixed();
  return `${signOf(value, false)}${signFor(currency)}${group(text)}${step?.suffix ?? ''}`;
}

/**
 * The price of one unit: two decimals from 100 up, four from 1 up, four significant digits below, so
 * that a depeg and a micro-price both show.
 */
export function formatPrice(value: Decimal, currency: QuoteCurrency): string {
  const magnitude = value.abs();
  const sign = signOf(value, false);
  const symbol = signFor(currency);
  if (magnitude.isZero()) return `${symbol}0.00`;
  if (magnitude.e >= 2) return `${sign}${symbol}${group(magnitude.toFixed(2))}`;
  if (magnitude.e >= 0) return `${sign}${symbol}${group(magnitude.toFixed(4))}`;
  return `${sign}${symbol}${withShortZeros(magnitude.toFixed(3 - magnitude.e))}`;
}

/**
 * An amount of a coin, with digits suited to its size: about nine significant digits in all, at least
 * two and at most eight decimals from 1 up, eight significant digits below; no trailing zeros.
 */
export function formatAmount(value: Decimal): string {
  if (value.isZero()) return '0';
  const magnitude = value.abs();
  const decimals = magnitude.e >= 0 ? Math.max(2, 8 - magnitude.e) : 7 - magnitude.e;
  const text = magnitude.toDecimalPlaces(decimals).toFixed();
  return `${signOf(value, false)}${withShortZeros(group(text))}`;
}

/** Every digit there is, with the integer part grouped: what a click copies is {@link plainText}. */
export function formatFull(value: Decimal): string {
  return `${signOf(value, false)}${group(value.abs().toFixed())}`;
}

/** Every digit, ungrouped and with an ASCII minus: for the clipboard and for files. */
export function plainText(value: Decimal): string {
  return value.toFixed();
}

export interface PercentOptions extends MoneyOptions {
  readonly decimals?: number;
  /** Towards zero, for shares that must not read better than they are. */
  readonly roundDown?: boolean;
}

/** A ratio as per cent: `0.972` is `97.2 %`. What is not zero never reads as zero: `<0.1 %`. */
export function formatPercent(ratio: Decimal, options: PercentOptions = {}): string {
  const decimals = options.decimals ?? 1;
  const percent = ratio.times(100);
  const magnitude = percent.abs();
  const rounded = options.roundDown
    ? magnitude.toDecimalPlaces(decimals, Decimal.ROUND_DOWN)
    : magnitude.toDecimalPlaces(decimals);
  if (rounded.isZero() && !magnitude.isZero()) {
    const smallest = new Decimal(10).toPower(-decimals).toFixed(decimals);
    return `${signOf(percent, options.signed === true)}<${smallest}${NARROW_SPACE}%`;
  }
  const sign = rounded.isZero() ? '' : signOf(percent, options.signed === true);
  return `${sign}${group(rounded.toFixed(decimals))}${NARROW_SPACE}%`;
}

/**
 * Converts dollars into a quote currency, whose rate is dollars per unit; `undefined` while the rate
 * is unknown. For display: keeps 34 significant digits.
 */
export function fromUsd(
  usd: Decimal,
  currency: QuoteCurrency,
  usdPerUnit: Decimal | undefined,
): Decimal | undefined {
  if (currency === 'USD') return usd;
  if (usdPerUnit === undefined || usdPerUnit.isZero()) return undefined;
  return usd.dividedBy(usdPerUnit).toSignificantDigits(34);
}

function signOf(value: Decimal, signed: boolean): MoneyText['sign'] {
  if (value.isZero()) return '';
  if (value.isNegative()) return MINUS;
  return signed ? '+' : '';
}

/** Puts commas into the integer part of unsigned plain text. */
function group(text: string): string {
  const point = text.indexOf('.');
  const integer = point < 0 ? text : text.slice(0, point);
  const rest = point < 0 ? '' : text.slice(point);
  const first = integer.length % 3;
  const groups = first === 0 ? [] : [integer.slice(0, first)];
  for (let at = first; at < integer.length; at += 3) groups.push(integer.slice(at, at + 3));
  return groups.join(',') + rest;
}

function withShortZeros(text: string): string {
  const point = text.indexOf('.');
  return point < 0 ? text : `${text.slice(0, point)}.${shortenZeros(text.slice(point + 1))}`;
}

/** Seven or more zeros after the point are counted in a subscript: `0.0₈1234`. */
function shortenZeros(fraction: string): string {
  const zeros = /^0*/.exec(fraction)?.[0].length ?? 0;
  if (zeros < 7 || zeros === fraction.length) return fraction;
  const count = [...String(zeros)].map((digit) => SUBSCRIPTS[Number(digit)] ?? digit).join('');
  return `0${count}${fraction.slice(zeros)}`;
}
