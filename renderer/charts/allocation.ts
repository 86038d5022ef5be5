import { ZERO, type Decimal } from '../../shared/base/decimal';

/** A part of a whole, by the key that a click on it filters by. */
export interface Part {
  readonly key: string;
  readonly value: Decimal;
}

export interface Slice extends Part {
  /** Share of all that is above zero. */
  readonly weight: Decimal;
}

export interface Allocation {
  /** The largest first. */
  readonly slices: readonly Slice[];
  /** What the smallest parts come to together, and how many they are. */
  readonly other: (Slice & { readonly parts: number }) | undefined;
  /** What is below zero cannot be drawn as a slice: it is listed. */
  readonly negative: readonly Part[];
  /** Of everything, what is below zero included. */
  readonly total: Decimal;
  /** Of what the slices show. */
  readonly shown: Decimal;
}

/** Divides parts into at most so many slices and an "other" that holds the rest; all sums exact. */
export function allocate(parts: readonly Part[], most = 8): Allocation {
  const order = [...parts].sort(
    (one, next) => next.value.comparedTo(one.value) || (one.key < next.key ? -1 : 1),
  );
  const positive = order.filter(({ value }) => value.greaterThan(0));
  const negative = order.filter(({ value }) => value.lessThan(0));
  const shown = positive.reduce((total, { value }) => total.plus(value), ZERO);
  const toSlice = (part: Part): Slice => ({ ...part, weight: part.value.dividedBy(shown) });
  const rest = positive.slice(most);
  const restValue = rest.reduce((total, { value }) => total.plus(value), ZERO);
  return {
    slices: positive.slice(0, most).map(toSlice),
    other:
      rest.length === 0
        ? undefined
        : { ...toSlice({ key: 'other', value: restValue }), parts: rest.length },
    negative,
    total: negative.reduce((total, { value }) => total.plus(value), shown),
    shown,
  };
}
