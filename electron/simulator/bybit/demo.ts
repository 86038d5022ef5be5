import { held, holdings, pairs, type DemoVenue } from '../world/demo-venue';

/** Bybit in the demo, with a short that hedges the ether. */
export const bybitDemo: DemoVenue = {
  markets: pairs({
    USDT: `BTC ETH SOL BNB XRP ADA DOGE TRX AVAX LINK DOT LTC BCH XLM UNI ATOM NEAR APT ARB OP AAVE
      LDO INJ SUI TON FIL ETC ALGO HBAR GRT CRV FET RENDER PEPE SHIB BONK WIF MNT USDC DAI`,
    USDC: 'BTC ETH SOL XRP MNT',
    BTC: 'ETH SOL XRP',
    EUR: 'BTC ETH SOL USDC',
  }),
  keys: [
    {
      label: 'Main',
      holdings: holdings([
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
      ]),
      positions: [{ account: 'spot', base: 'ETH', size: '-1.5' }],
    },
  ],
};
