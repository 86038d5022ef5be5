import type {
  ReportedBalance,
  ReportedPosition,
} from '../../electron/engine/portfolio/portfolio-report';
import { venueName } from './venue-name';
import { Decimal } from '../../shared/base/decimal';
import { formatAmount, formatMoney } from '../../shared/assets/format';
import { accountTypeName, counted, readingLine, sum } from './expected-parts';
import type { Figure } from './figures-on-screen';
import type { ReportIn } from './report-in';

const KINDS = { perpetual: 'Perpetual', future: 'Future', option: 'Option' } as const;

interface Coin {
  readonly asset: string;
  readonly balances: readonly ReportedBalance[];
  readonly positions: readonly ReportedPosition[];
}

/**
 * What the exposure table, all coins open, has to say of a report, worked out from it, as `figuresOnScreen`
 * reads it. Variants stand for themselves, as they do unless the settings say otherwise.
 */
export function exposureFigures(report: ReportIn, dustBelowUsd: string): Figure[] {
  const { positions, coverage } = report.report;
  const assets = new Set([...report.balances, ...positions].map(({ asset }) => asset));
  const all = [...assets].map((asset) => ({
    asset,
    balances: report.balances.filter((one) => one.asset === asset),
    positions: positions.filter((one) => one.asset === asset),
  }));
  const coins = all.filter((coin) => !isDust(report, coin, dustBelowUsd));
  const dust = all.filter((coin) => !coins.includes(coin));
  const dustWorth = sum(dust.flatMap(({ balances }) => report.worth(balances) ?? []));
  const unread = coverage.filter((cell) => cell.positions?.state === 'failed').length;
  const columns = {
    borrowed: coins.some(({ balances }) => !owedOf(balances).isZero()),
    options: coins.some((coin) => coin.positions.some(({ kind }) => kind === 'option')),
  };
  return [
    ...(unread === 0
      ? []
      : [
          {
            place: '',
            text: `The positions of ${counted(unread, 'account')} could not be read, so exposure may be missing: see the coverage in Connections.`,
          },
        ]),
    ...coins.flatMap((coin) => [
      ...coinFigures(report, coin, columns),
      ...coin.positions.flatMap(positionFigures),
    ]),
    { place: '', text: counted(coins.length, 'coin') },
    ...readingLine(report),
    ...(dust.length === 0
      ? []
      : [
          { place: '', text: `${dust.length} dust worth , not listed` },
          { place: '', text: formatMoney(dustWorth, report.currency) },
        ]),
  ];
}

function coinFigures(
  report: ReportIn,
  { asset, balances, positions }: Coin,
  columns: { readonly borrowed: boolean; readonly options: boolean },
): Figure[] {
  const { code, name } = report.nameOf(asset);
  const cell = (column: string, text: string): Figure => ({
    place: `Exposure by coin > ${name === code ? code : `${code} ${name}`} > ${column}`,
    text,
  });
  const isOption = ({ kind }: ReportedPosition): boolean => kind === 'option';
  const held = sum(balances.map(({ total }) => new Decimal(total)));
  const owed = owedOf(balances);
  const futures = deltaOf(positions.filter((one) => !isOption(one)));
  const options = deltaOf(positions.filter(isOption));
  const net = held.minus(owed).plus(futures).plus(options);
  const value = valueOf(report, { balances, positions });
  return [
    cell('held', formatAmount(held)),
    ...(columns.borrowed ? [cell('borrowed', formatAmount(owed.negated()))] : []),
    cell('futures', formatAmount(futures)),
    ...(columns.options ? [cell('options', formatAmount(options))] : []),
    cell('net', formatAmount(net)),
    ...(value === undefined ? [] : [cell('net-usd', formatMoney(value, report.currency))]),
  ];
}

function positionFigures(position: ReportedPosition): Figure[] {
  const { market, kind, venue, connection, accountType, subaccount, delta } = position;
  if (delta === undefined) return [];
  const about = [KINDS[kind], venueName(venue), connection, accountTypeName(accountType)];
  const name = [market, [...about, ...(subaccount === undefined ? [] : [subaccount])].join(' · ')];
  const column = kind === 'option' ? 'options' : 'futures';
  return [
    {
      place: `Exposure by coin > ${name.join(' ')} > ${column}`,
      text: formatAmount(new Decimal(delta)),
    },
  ];
}

/** Each at the price of its venue; `undefined` where nothing has one. */
function valueOf(
  report: ReportIn,
  { balances, positions }: Omit<Coin, 'asset'>,
): Decimal | undefined {
  const parts = [
    report.worth(balances) ?? [],
    ...positions.map((position) => {
      const price = report.price(position);
      return price === undefined || position.delta === undefined ? [] : price.times(position.delta);
    }),
  ].flat();
  return parts.length === 0 ? undefined : sum(parts);
}

/** Told by dollars, and only of what is plainly held. */
function isDust(report: ReportIn, { balances, positions }: Coin, belowUsd: string): boolean {
  if (positions.length > 0 || !owedOf(balances).isZero()) return false;
  if (balances.some(({ priceUsd }) => priceUsd === null)) return false;
  return report.in('USD').worth(balances)?.abs().lessThan(belowUsd) === true;
}

function owedOf(balances: readonly ReportedBalance[]): Decimal {
  return sum(balances.map(({ borrowed }) => new Decimal(borrowed)));
}

function deltaOf(positions: readonly ReportedPosition[]): Decimal {
  return sum(positions.map(({ delta }) => new Decimal(delta ?? 0)));
}
