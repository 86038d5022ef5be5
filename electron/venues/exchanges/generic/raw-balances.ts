import { ZERO, tryDecimal, type Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { heldBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, textOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { refuseRefusals } from './refusal-words';

/** Names of fields that are added up. One that ends in `?` may be absent. */
type Fields = string | readonly string[];

/** Which fields of a row are what. Two of the first three are enough, or a total alone. */
export interface Figures {
  readonly free?: Fields;
  readonly locked?: Fields;
  readonly total?: Fields;
  /** What is owed. The other figures include what was borrowed. */
  readonly debt?: Fields;
}

/** A row about one coin. */
export interface RowShape extends Figures {
  /** Fields with figures that are no part of a holding, or that repeat one. */
  readonly about?: readonly string[];
  /** Fields that say what kind of row it is, and the kinds that are known. */
  readonly kinds?: Readonly<Record<string, readonly string[]>>;
}

interface Place {
  /** Names that lead from the answer to the rows. */
  readonly at: readonly string[];
  /** Fields beside the rows, or on the way to them, whose figures are no holdings. */
  readonly beside?: readonly string[];
  /** Fields at the top that say that all went well, and how they say it. */
  readonly well?: Readonly<Record<string, readonly string[]>>;
}

/** Where the balances are in a venue's answer. All that is not named here must be zero. */
export type AnswerShape = Place &
  (
    | {
        readonly rows: 'list';
        /** The field with the coin. */ readonly coin: string;
        readonly row: RowShape;
      }
    /** An object with a row for each coin; `amount` where the row is the total itself. */
    | { readonly rows: 'by coin'; readonly row: RowShape | 'amount' }
    /** An object whose names have a coin at the place of `*`: `btc_balance`. Figures of a coin may be absent. */
    | { readonly rows: 'in names'; readonly row: Figures & { readonly about?: readonly string[] } }
    /** Objects with one figure of all coins each. A coin may be in some of them only. */
    | { readonly rows: 'in columns'; readonly row: Figures }
  );

/** The venue's common code for its own name of a coin. */
type CodeOf = (assetId: string) => string;

/**
 * The balances in a venue's answer, each row accounted for: several of one coin add up, and what is not
 * named in the shape must be zero.
 * @throws VenueFailure `bad-response` for everything else
 */
export function balancesIn(answer: unknown, shape: AnswerShape, codeOf: CodeOf): VenueBalance[] {
  const rows = rowsIn(answer, shape);
  return heldOnly(
    rows.map(({ coin, figures }) => {
      const { free, locked, debt } = figures;
      return heldBalance({ accountType: 'spot', code: codeOf(coin) }, free, locked, debt);
    }),
  );
}

interface CoinFigures {
  readonly free: Decimal;
  readonly locked: Decimal;
  readonly debt: Decimal;
}

interface CoinRow {
  readonly coin: string;
  readonly figures: CoinFigures;
}

function rowsIn(answer: unknown, shape: AnswerShape): readonly CoinRow[] {
  const place = placeOf(answer, shape);
  switch (shape.rows) {
    case 'list':
      return asRows(place, 'balances').flatMap((row) => {
        const known = [...(shape.row.about ?? []), shape.coin];
        // A row without a coin says nothing, as long as it has nothing.
        if (!isText(own(row, shape.coin)) && !hasFigure(row)) return [];
        return [{ coin: textOf(row, shape.coin), figures: figuresOf(row, shape.row, known) }];
      });
    case 'by coin':
      return byCoin(asRow(place, 'balances'), shape.row, shape);
    case 'in names':
      return inNames(asRow(place, 'balances'), shape.row, shape);
    case 'in columns':
      return inColumns(asRow(place, 'balances'), shape.row, shape);
  }
}

/** Follows the names to the rows, and refuses figures that are left beside the way. */
function placeOf(answer: unknown, { at, beside = [], well = {}, rows }: AnswerShape): unknown {
  const top = at.length === 0 && rows === 'list' ? undefined : asRow(answer, 'answer');
  for (const [field, words] of Object.entries(well)) {
    const said = top === undefined ? undefined : own(top, field);
    if (said !== undefined && !words.includes(String(said)))
      throw new VenueFailure('bad-response', `"${field}" says that something went wrong`);
  }
  const namedFields = [...Object.keys(well), ...at.slice(0, 1), ...beside];
  if (top !== undefined) refuseRefusals(top, namedFields, at.length === 0);
  let place = answer;
  for (const name of at) {
    const row = asRow(place, name);
    refuseUnknown(row, [...beside, ...Object.keys(well), name]);
    place = own(row, name);
    if (place === undefined) throw new VenueFailure('bad-response', `"${name}" was missing`);
  }
  return place;
}

function byCoin(
  place: Row,
  row: RowShape | 'amount',
  { at, beside = [], well = {} }: Place,
): readonly CoinRow[] {
  const apart = new Set([...beside, ...(at.length === 0 ? Object.keys(well) : [])]);
  const coins = Object.keys(place).filter((name) => !apart.has(name));
  // At the top nothing tells an empty account from an answer about something else.
  if (coins.length === 0 && at.length === 0)
    throw new VenueFailure('bad-response', 'it had no balances');
  return coins.map((coin) => {
    const figures =
      row === 'amount'
        ? { free: amountOf(place, coin), locked: ZERO, debt: ZERO }
        : figuresOf(asRow(own(place, coin), 'balance'), row, row.about ?? []);
    return { coin: textOf({ coin }, 'coin'), figures: notNegative(figures) };
  });
}

function inNames(
  place: Row,
  { about = [], ...row }: Figures & { readonly about?: readonly string[] },
  { beside = [], well = {} }: Place,
): readonly CoinRow[] {
  const known = [...Object.values(row).flatMap(namesOf), ...about];
  const coins = new Map<string, Record<string, unknown>>();
  const apart = new Set([...beside, ...Object.keys(well)]);
  for (const [name, value] of Object.entries(place)) {
    if (apart.has(name)) continue;
    const found = templateOf(name, known);
    if (found === undefined) {
      if (hasFigure(value)) throw unknownFigure(name);
      continue;
    }
    const figures = coins.get(found.coin) ?? {};
    figures[found.template] = value;
    coins.set(found.coin, figures);
  }
  if (coins.size === 0) throw new VenueFailure('bad-response', 'it had no balances');
  const optional = optionalFigures(row);
  return [...coins].map(([coin, figures]) => ({
    coin,
    figures: figuresOf(figures, optional, about),
  }));
}

function inColumns(place: Row, row: Figures, { beside = [] }: Place): readonly CoinRow[] {
  const columns = Object.values(row).flatMap(namesOf);
  refuseUnknown(place, [...beside, ...columns]);
  const coins = new Map<string, Record<string, unknown>>();
  for (const column of columns)
    for (const [coin, value] of Object.entries(asRow(own(place, column), column)))
      coins.set(coin, { ...coins.get(coin), [column]: value });
  const optional = optionalFigures(row);
  return [...coins].map(([coin, figures]) => ({ coin, figures: figuresOf(figures, optional, []) }));
}

/** The longest template that a name fits, `*` being a coin; names beyond plain ones fit none. */
function templateOf(
  name: string,
  templates: readonly string[],
): { readonly template: string; readonly coin: string } | undefined {
  const fitting = templates
    .map((template) => {
      const [before = '', after = ''] = template.split('*');
      const fits = name.startsWith(before) && name.endsWith(after);
      const coin = fits ? name.slice(before.length, name.length - after.length) : '';
      return { template, coin };
    })
    .filter(({ coin }) => /^[A-Za-z0-9]+$/.test(coin));
  return fitting.sort((one, other) => other.template.length - one.template.length)[0];
}

function optionalFigures(row: Figures): Figures {
  const optional = (fields: Fields): Fields => namesOf(fields).map((name) => `${name}?`);
  return Object.fromEntries(
    Object.entries(row).map(([role, fields]: [string, Fields]) => [role, optional(fields)]),
  );
}

/** The figures of a row, which must agree and be all that it has. */
function figuresOf(row: Row, shape: RowShape, about: readonly string[]): CoinFigures {
  const { kinds = {}, ...roles } = shape;
  const fields = [roles.free, roles.locked, roles.total, roles.debt].flatMap((each) =>
    each === undefined ? [] : namesOf(each),
  );
  refuseUnknown(row, [...fields, ...about, ...Object.keys(kinds)]);
  const isHeld = fields.some((field) => hasFigure(own(row, field)));
  for (const [field, words] of Object.entries(kinds))
    if (isHeld && !words.includes(String(own(row, field))))
      throw new VenueFailure('bad-response', `"${field}" was of no known kind`);
  const [free, locked, total, debt = ZERO] = [
    roles.free,
    roles.locked,
    roles.total,
    roles.debt,
  ].map((each) => (each === undefined ? undefined : sumOf(row, each)));
  const whole = total ?? (free ?? ZERO).plus(locked ?? ZERO);
  const available = free ?? whole.minus(locked ?? ZERO);
  if (available.plus(locked ?? ZERO).greaterThan(whole))
    throw new VenueFailure('bad-response', 'a balance did not add up');
  return notNegative({ free: available, locked: whole.minus(available), debt: debt.abs() });
}

function notNegative(figures: CoinFigures): CoinFigures {
  if (figures.free.isNegative() || figures.locked.isNegative())
    throw new VenueFailure('bad-response', 'a balance was below zero');
  return figures;
}

function sumOf(row: Row, fields: Fields): Decimal {
  const names = typeof fields === 'string' ? [fields] : fields;
  return names.reduce((sum, each) => {
    const name = bare(each);
    const absent = own(row, name) === undefined && each.endsWith('?');
    return absent ? sum : sum.plus(amountOf(row, name));
  }, ZERO);
}

const bare = (name: string): string => name.replace(/\?$/, '');
const namesOf = (fields: Fields): readonly string[] =>
  (typeof fields === 'string' ? [fields] : fields).map(bare);

/** Words in the name of a field that may be about a holding. */
const ABOUT_HOLDINGS =
  /accru|amount|avail|balance|block|bond|bonus|borrow|cash|claimable|collateral|credit|debt|earn|equit|escrow|free|frozen|freez|hold|in_?order|interest|invest|lend|lent|liabilit|loan|lock|margin|on_?order|owe|pending|pledge|principal|qty|quantit|redeem|reserv|reward|sav|settle|stak|subscri|suspen|total|unconfirm|used|vault/i;

/** Refuses figures in fields that are not known: in whatever has parts, and in what sounds like a holding. */
function refuseUnknown(row: Row, known: readonly string[]): void {
  for (const [name, value] of Object.entries(row)) {
    if (known.includes(name)) continue;
    const isPart = typeof value === 'object' && value !== null;
    if ((isPart || ABOUT_HOLDINGS.test(name)) && hasFigure(value)) throw unknownFigure(name);
  }
}

function unknownFigure(name: string): VenueFailure {
  const called = /^[A-Za-z0-9_.-]{1,40}$/.test(name) ? `“${name}”` : 'a name';
  return new VenueFailure('bad-response', `it has ${called} with a figure of no known meaning`);
}

/** Whether there is anything but zero in it. */
function hasFigure(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasFigure);
  if (typeof value === 'number') return value !== 0;
  return typeof value === 'string' && (tryDecimal(value)?.isZero() === false || isOdd(value));
}

/** Figures that nothing here adds up, such as `1,000.5` or `NaN`, and that are not nought for that. */
function isOdd(text: string): boolean {
  const plain = text.replace(/[\s,'_]/g, '');
  if (plain === 'NaN') return true;
  const number = /^[-+.\de]+$|Infinity$/i.test(plain) ? Number(plain) : 0;
  return !Number.isNaN(number) && number !== 0;
}

function isText(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** A field of the answer itself, never one that every object has. */
function own(row: Row, name: string): unknown {
  return Object.hasOwn(row, name) ? row[name] : undefined;
}
