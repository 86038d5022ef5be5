import { held, holdings, pairs, type DemoVenue } from '../world/demo-venue';

/**
 * Binance in the demo: the main account, with every account type, and a sub-account that saves. A short hedges
 * most of the bitcoin; the other positions add to what is held.
 */
export const binanceDemo: DemoVenue = {
  markets: pairs({
    USDT: `BTC ETH SOL BNB XRP ADA DOGE TRX AVAX LINK DOT LTC BCH XLM UNI ATOM NEAR APT ARB OP AAVE
      LDO INJ SUI TON FIL ETC ALGO HBAR VET GRT CRV FET RENDER PEPE SHIB BONK WIF JUP PAXG TUSD USDC EUR WBETH BNSOL`,
    USDC: 'BTC ETH SOL BNB XRP DOGE ADA LINK SUI',
    BTC: 'ETH SOL BNB XRP ADA LTC LINK DOT DCR',
    EUR: 'BTC ETH BNB SOL XRP',
  }),
  keys: [
    {
      label: 'Main',
      holdings: holdings([
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
        [
          'linear-futures',
          'USDT',
          { available: '6200.12', locked: '2840.5', unrealized: '431.27' },
        ],
        ['linear-futures', 'BNB', held('0.5')],
        ['inverse-futures', 'BTC', { available: '0.1841', locked: '0.03', unrealized: '-0.00412' }],
        ['earn-flexible', 'USDT', held('15400.72')],
        ['earn-flexible', 'BNB', held('6.21843')],
        ['earn-locked', 'DOT', held('820')],
        ['earn-locked', 'ADA', held('9500')],
        ['earn-locked', 'AVAX', held('96.5')],
        ['staking', 'ETH', held('3.18')],
        ['staking', 'SOL', held('22.4')],
      ]),
      positions: [
        { account: 'linear-futures', base: 'BTC', size: '-0.42' },
        { account: 'linear-futures', base: 'SOL', size: '60' },
        { account: 'inverse-futures', base: 'BTC', size: '2500' },
      ],
    },
    {
      label: 'Savings',
      holdings: holdings([
        ['spot', 'BTC', held('0.2104')],
        ['spot', 'ETH', held('1.8425')],
        ['spot', 'USDC', held('4100')],
        ['spot', 'AAVE', held('6.42')],
        ['earn-flexible', 'USDC', held('5000.31')],
      ]),
    },
  ],
};
