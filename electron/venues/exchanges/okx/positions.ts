import { ONE, type Decimal } from '../../../../shared/base/decimal';
import type { VenuePosition } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, optionalAmountOf, positivePrice, textOf, type Row } from '../../reading/shape';
import type { PositionReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { marginPosition } from './margin';
import { dataOf } from './rows';

const KINDS = { SWAP: 'perpetual', FUTURES: 'future', OPTION: 'option' } as const;

/**
 * Open positions of the trading account, which OKX counts in contracts: a contract is `ctVal` times
 * `ctMult` of a currency, and positions on margin, which it counts in a currency.
 * https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-positions
 */
export function positionReader(venue: VenueCalls): PositionReader {
  const instruments = new InstrumentList(venue);
  return {
    source: 'GET /api/v5/account/positions',
    read: async () => {
      const rows = dataOf(await venue.call('privateGetAccountPositions')).filter(
        (row) => !optionalAmountOf(row, 'pos').isZero(),
      );
      return Promise.all(
        rows.map((row) =>
          textOf(row, 'instType') === 'MARGIN'
            ? marginPosition(venue, row)
            : toPosition(venue, row, instruments),
        ),
      );
    },
  };
}

async function toPosition(
  venue: VenueCalls,
  row: Row,
  instruments: InstrumentList,
): Promise<VenuePosition> {
  const market = textOf(row, 'instId');
  const type = textOf(row, 'instType');
  if (!isKnown(type)) throw new VenueFailure('bad-response', `"instType" was ${type}`);
  const instrument = await instruments.find(type, market);
  const amount = signedContracts(row).times(instrument.size);
  const side = textOf(row, 'posSide');
  const position = {
    accountType: 'unified',
    // In long and short mode one contract can be held both ways.
    ...(side === 'net' ? {} : { subaccount: side }),
    market,
    kind: KINDS[type],
    code: venue.code(instrument.base),
  } as const;
  if (type === 'OPTION') {
    const delta = await instruments.optionDelta(instrument, market);
    return delta === undefined ? position : { ...position, delta: amount.times(delta) };
  }
  return {
    ...position,
    delta: instrument.linear ? amount : amount.dividedBy(positivePrice(row, 'markPx')),
  };
}

function isKnown(type: string): type is keyof typeof KINDS {
  return Object.hasOwn(KINDS, type);
}

/** Net positions carry a sign; long and short ones are told by their side. */
function signedContracts(row: Row): Decimal {
  const contracts = amountOf(row, 'pos');
  const side = textOf(row, 'posSide');
  if (side === 'net') return contracts;
  return side === 'short' ? contracts.abs().negated() : contracts.abs();
}

interface Instrument {
  /** `BTC-USD`, by which options are asked for. */
  readonly family: string;
  readonly base: string;
  /** Coins a contract, or dollars if it is not linear. */
  readonly size: Decimal;
  readonly linear: boolean;
  readonly settledIn: string;
}

/** What the market data say of contracts that are held: asked for when they are first met. */
class InstrumentList {
  private readonly known = new Map<string, Instrument>();

  constructor(private readonly venue: VenueCalls) {}

  async find(type: keyof typeof KINDS, market: string): Promise<Instrument> {
    const known = this.known.get(market);
    if (known !== undefined) return known;
    const [one = '', two = ''] = market.split('-');
    const rows = dataOf(
      await this.venue.call('publicGetPublicInstruments', {
        instType: type,
        instId: market,
        ...(type === 'OPTION' ? { instFamily: `${one}-${two}` } : {}),
      }),
    );
    const row = rows.find((each) => each['instId'] === market);
    if (row === undefined)
      throw new VenueFailure('bad-response', `the contract ${market} is not listed`);
    const underlying = textOf(row, 'uly');
    const [base = underlying] = underlying.split('-');
    const multiplier = row['ctMult'] === '' ? ONE : amountOf(row, 'ctMult');
    const instrument = {
      family: textOf(row, 'instFamily'),
      base,
      size: amountOf(row, 'ctVal').times(multiplier),
      linear: textOf(row, 'ctValCcy') === base,
      settledIn: textOf(row, 'settleCcy'),
    };
    this.known.set(market, instrument);
    return instrument;
  }

  /**
   * The delta of an option on one coin. That of an option settled in its coin is the price adjusted one
   * (`delta`): the option's value is among the balances already, as an amount of the coin. It is
   * taken from the market data, where it is known to be that of one coin and not of a position.
   * https://www.okx.com/docs-v5/en/#public-data-rest-api-get-option-market-data
   */
  async optionDelta({ family, base, settledIn }: Instrument, market: string) {
    const rows = await this.venue.shared(`options on ${family}`, market, async () =>
      dataOf(await this.venue.call('publicGetPublicOptSummary', { instFamily: family })),
    );
    const row = rows.find((each) => each['instId'] === market);
    const field = settledIn === base ? 'delta' : 'deltaBS';
    return row === undefined || row[field] === '' ? undefined : amountOf(row, field);
  }
}
