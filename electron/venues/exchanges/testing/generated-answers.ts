import type { Decimal } from '../../../../shared/base/decimal';
import { ZERO } from '../../../../shared/base/decimal';
import type { Recorded } from './recorded-venue';

export type Answers = Record<string, Recorded | ((params: URLSearchParams) => Recorded)>;

/** Answers of a venue with all its accounts, as its documentation has them: made once all is renamed. */
export type Generator = (draft: Draft) => () => Answers;

/** Words that no venue has for a coin, an account, a product or a state. */
const UNKNOWN_KINDS = ['XQZ_NEW', 'zz-new', 'margin_zz', 'ACCOUNT_TYPE_ZZ', 'constructor'];
const UNKNOWN_COINS = ['XQZ', 'ZZTOP', 'QQX9', 'constructor'];
const COINS = [
  'BTC',
  'ETH',
  'XRP',
  'ADA',
  'SOL',
  'DOT',
  'LINK',
  'LTC',
  'DOGE',
  'UNI',
  'ATOM',
  'TRX',
];

/** A venue's answers that are being made up: what is sent, and each row that could be of another kind. */
export class Draft {
  /** The sum of all amounts that were sent, whatever they are of; debts are taken from it. */
  sent: Decimal = ZERO;
  readonly renames: (() => void)[] = [];
  readonly #coins: string[];

  /** @param random 0 to 1 */
  constructor(readonly random: () => number) {
    this.#coins = [...COINS].sort(() => random() - 0.5);
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  oneOf<T>(values: readonly [T, ...T[]] | readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('there is nothing to choose from');
    return value;
  }

  /** An amount that is not zero, which is sent. */
  amount(): string {
    const text = `${this.below(9_000) + 1}.${String(this.below(10_000)).padStart(4, '0')}`;
    this.sent = this.sent.plus(text);
    return text;
  }

  /** A coin that was not drawn before. */
  coin(): string {
    return this.#coins.pop() ?? `C${this.below(1_000_000)}`;
  }

  /** One to three of them. */
  some<T>(make: () => T): T[] {
    return Array.from({ length: 1 + this.below(3) }, make);
  }

  /** A row whose coin might be one that is not known. */
  readonly held = <T extends object>(
    row: T,
    field: keyof T & string,
    ...more: readonly string[]
  ): T => {
    this.renames.push(() => {
      Object.assign(row, { [field]: this.oneOf([...UNKNOWN_COINS, ...more]) });
    });
    return row;
  };

  /** A row whose kind might be one that is not known. */
  readonly ofKind = <T extends object>(row: T, ...fields: readonly (keyof T & string)[]): T => {
    for (const field of fields)
      this.renames.push(() => {
        Object.assign(row, { [field]: this.oneOf(UNKNOWN_KINDS) });
      });
    return row;
  };

  /** An object of which one key might be another one. */
  keyed<T extends object>(rows: T, names: readonly string[] = UNKNOWN_COINS): T {
    this.renames.push(() => {
      const key = this.oneOf(Object.keys(rows));
      const value: unknown = Reflect.get(rows, key);
      Reflect.deleteProperty(rows, key);
      Object.assign(rows, { [this.oneOf(names)]: value });
    });
    return rows;
  }
}
