import type { Decimal } from '../../../shared/base/decimal';
import type { VenueContext } from '../plumbing/venue';

const suffix = '-USDT-SWAP';
/** Coins a contract: a hundredth of a bitcoin, a tenth of an ether, and so on. */
const sizes: Readonly<Record<string, string>> = { BTC: '0.01', ETH: '0.1' };
const sizeOf = (base: string): string => sizes[base] ?? '1';

/** Positions of the trading account, in contracts. */
export function positions(context: VenueContext, keyIndex: number) {
  const { world, id } = context;
  const text = (value: Decimal) => value.toDecimalPlaces(8).toFixed();
  return world.positions(id, keyIndex, 'spot').map(({ base, size, mark }, index) => ({
    adl: '1',
    availPos: '',
    avgPx: text(mark),
    cTime: '1735689600000',
    ccy: 'USDT',
    deltaBS: '',
    deltaPA: '',
    instId: base + suffix,
    instType: 'SWAP',
    lever: '10',
    liab: '',
    liabCcy: '',
    markPx: text(mark),
    mgnMode: 'cross',
    notionalUsd: text(size.abs().times(mark)),
    optVal: '',
    pos: size.dividedBy(sizeOf(base)).toFixed(),
    posCcy: '',
    posId: String(339_552_508_062_380_036n + BigInt(index)),
    posSide: 'net',
    uTime: String(context.now()),
    upl: '0',
  }));
}

/** A perpetual as the list of instruments has it, if the world has the coin. */
export function describeContract(context: VenueContext, instId: string) {
  const base = instId.endsWith(suffix) ? instId.slice(0, -suffix.length) : '';
  if (context.world.price(base) === undefined) return [];
  return [
    {
      baseCcy: '',
      ctMult: '1',
      ctType: 'linear',
      ctVal: sizeOf(base),
      ctValCcy: base,
      instFamily: `${base}-USDT`,
      instId,
      instType: 'SWAP',
      quoteCcy: '',
      settleCcy: 'USDT',
      state: 'live',
      uly: `${base}-USDT`,
    },
  ];
}
