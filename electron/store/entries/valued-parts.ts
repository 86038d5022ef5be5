import type { AssetId } from '../../../shared/assets/asset';
import { product } from '../../../shared/assets/product';
import type { Decimal } from '../../../shared/base/decimal';
import { namedKey } from '../../../shared/history/counted-basis';
import { netAmount, partsOf, type Balance } from '../../../shared/portfolio/balance';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import { usdOf, type Price } from '../../../shared/pricing/price';

/** What of a balance is under one of its venue's codes: nearly always all of it. */
export interface ValuedPart {
  /** {@link namedKey}: stays when the code turns out to be another asset. */
  readonly name: string;
  readonly venue: string;
  readonly code: string;
  readonly asset: AssetId;
  readonly net: Decimal;
  readonly price: Price;
  /** Absent where it has no price. */
  readonly usd?: Decimal;
}

export function valuedParts(balance: ValuedBalance): ValuedPart[] {
  const { venue, asset, price, valueUsd } = balance;
  return partsOf(balance).map((part) => {
    const net = netAmount(part);
    const usd = balance.parts === undefined ? valueUsd : worthAt(price, net);
    return {
      ...{ name: nameOf(balance, part.code), venue, code: part.code, asset, net, price },
      ...(usd === undefined ? {} : { usd }),
    };
  });
}

/** What so much is worth at a price; absent where there is none. */
export function worthAt(price: Price, net: Decimal): Decimal | undefined {
  const usd = usdOf(price);
  return usd === undefined ? undefined : product(net, usd);
}

/** By {@link namedKey}, each code of a balance that has any of it. */
export function heldNames(balance: Balance): string[] {
  return partsOf(balance).flatMap((part) =>
    netAmount(part).isZero() ? [] : [nameOf(balance, part.code)],
  );
}

function nameOf({ connectionId, accountType, subaccount }: Balance, code: string): string {
  return namedKey({
    ...{ connectionId, accountType, code },
    ...(subaccount === undefined ? {} : { subaccount }),
  });
}
