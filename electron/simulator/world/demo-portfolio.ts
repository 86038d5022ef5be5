import type { Account, HoldingDefinition, HoldingText, DemoVenueId } from './world-definition';

type Row = readonly [account: Account, code: string, amounts: HoldingText];

/** `free` alone, or `free` with what is locked in open orders. */
const held = (available: string, locked?: string): HoldingText =>
  locked === undefined ? { available } : { available, locked };

/** Binance: the main account, with every account type, and a sub-account that saves. */
const binanceMain: readonly Row[] = [
  ['spot', 'BTC', held('0.51842713', '0.05')],
  ['spot', 'ETH', held('4.3172', '0.5')],
  ['spot', 'BNB', held('11.41862')],
  ['spot', 'SOL', held('38.214')],
  ['spot', 'USDT', held('7221.33', '1200')],
  ['spot', 'USDC', held('3250.4182')],
  ['spot', 'XRP', held('4200')],
  ['spot', 'DOGE', held('18250')],
  ['spot', 'LINK', held('310.42')],
  ['spot', 'LDO', held('2140.5')],
  ['spot', 'PEPE', held('142000000.52')],
  ['spot', 'SHIB', held('61000000')],
  ['spot', 'HBAR', held('7400')],
  ['spot', 'RENDER', held('420.18')],
  ['spot', 'TUSD', held('1850')],
  ['spot', 'DCR', held('14.2')],
  ['spot', 'MERIT', held('12500')],
  ['spot', 'VET', held('0.83')],
  ['spot', 'GRT', held('0.0412')],
  ['spot', 'BONK', held('12.7')],
  ['funding', 'USDT', held('2210.5')],
  ['funding', 'BTC', held('0.0412')],
  ['funding', 'EUR', held('1340.2')],
  ['cross-margin', 'ETH', held('6.2')],
  ['cross-margin', 'USDT', { available: '1530.44', borrowed: '5200', interest: '3.41827' }],
  ['isolated:SOLUSDT', 'SOL', held('45')],
  ['isolated:SOLUSDT', 'USDT', { available: '210.4', borrowed: '1800', interest: '0.92143' }],
  ['linear-futures', 'USDT', { available: '6200.12', locked: '2840.5', unrealized: '431.27' }],
  ['linear-futures', 'BNB', held('0.5')],
  ['inverse-futures', 'BTC', { available: '0.1841', locked: '0.03', unrealized: '-0.00412' }],
  ['earn-flexible', 'USDT', held('15400.72')],
  ['earn-flexible', 'BNB', held('6.21843')],
  ['earn-locked', 'DOT', held('820')],
  ['earn-locked', 'ADA', held('9500')],
  ['earn-locked', 'AVAX', held('96.5')],
  ['staking', 'ETH', held('3.18')],
  ['staking', 'SOL', held('22.4')],
];

const binanceSavings: readonly Row[] = [
  ['spot', 'BTC', held('0.2104')],
  ['spot', 'ETH', held('1.8425')],
  ['spot', 'USDC', held('4100')],
  ['spot', 'AAVE', held('6.42')],
  ['earn-flexible', 'USDC', held('5000.31')],
];

const bybit: readonly Row[] = [
  ['spot', 'USDT', held('10640.27', '600')],
  ['spot', 'BTC', held('0.18421')],
  ['spot', 'ETH', held('1.9')],
  ['spot', 'SOL', held('24.1')],
  ['spot', 'SUI', held('1450.2')],
  ['spot', 'TON', held('820')],
  ['spot', 'MNT', held('905.5')],
  ['spot', 'WIF', held('640')],
  ['spot', 'APT', held('210.33')],
  ['spot', 'ARB', held('2600')],
  ['spot', 'NEAR', held('480')],
  ['funding', 'USDT', held('1900')],
  ['funding', 'XRP', held('800')],
  ['earn-flexible', 'USDT', held('4000')],
  ['staking', 'SOL', held('18.5')],
];

const okx: readonly Row[] = [
  ['spot', 'USDT', { available: '6920.14', locked: '560', unrealized: '-38.42' }],
  ['spot', 'BTC', held('0.15104')],
  ['spot', 'OKB', held('18.2')],
  ['spot', 'AVAX', held('64')],
  ['spot', 'UNI', held('260')],
  ['spot', 'ATOM', held('310.7')],
  ['spot', 'INJ', held('84.3')],
  ['spot', 'FIL', held('140')],
  ['spot', 'TRX', held('12000')],
  ['spot', 'OP', held('1500')],
  ['funding', 'USDC', held('2600.88')],
  ['funding', 'LTC', held('22.5')],
  ['funding', 'BCH', held('3.1')],
  ['earn-flexible', 'USDT', held('6000')],
  ['earn-locked', 'DOT', held('150')],
  ['staking', 'BETH', held('1.2041')],
  ['staking', 'OKSOL', held('12.6')],
];

const kraken: readonly Row[] = [
  ['spot', 'BTC', held('0.4012', '0.02')],
  ['spot', 'ETH', held('3.1042')],
  ['spot', 'USD', held('6410.2284')],
  ['spot', 'EUR', held('2980.1')],
  ['spot', 'USDT', held('500.25')],
  ['spot', 'XLM', held('9200')],
  ['spot', 'PAXG', held('0.8124')],
  ['spot', 'ALGO', held('5400')],
  ['spot', 'CRV', held('1300')],
  ['spot', 'XRP.HOLD', held('150')],
  // What the position on margin gained so far; opening it moved no coin.
  ['cross-margin', 'USD', { unrealized: '86.4125' }],
  ['earn-flexible', 'BTC.F', held('0.2503')],
  ['earn-flexible', 'ETH.F', held('1.1')],
  ['earn-flexible', 'USDC.M', held('1200.5')],
  ['earn-locked', 'SOL.B', held('14.2')],
  ['staking', 'DOT28.S', held('240')],
  ['staking', 'ADA.S', held('2100')],
];

const holdings = (rows: readonly Row[]): HoldingDefinition[] =>
  rows.map(([account, code, amounts]) => ({ account, code, ...amounts }));

/** The demo's holdings by venue and key: about forty coins worth roughly half a million dollars. */
export const demoPortfolio: Readonly<
  Record<DemoVenueId, readonly (readonly HoldingDefinition[])[]>
> = {
  binance: [holdings(binanceMain), holdings(binanceSavings)],
  bybit: [holdings(bybit)],
  okx: [holdings(okx)],
  kraken: [holdings(kraken)],
};
