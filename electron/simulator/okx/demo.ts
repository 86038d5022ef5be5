import { held, holdings, pairs, type DemoVenue } from '../world/demo-venue';

/** OKX in the demo. */
export const okxDemo: DemoVenue = {
  markets: pairs({
    USDT: `BTC ETH SOL OKB XRP ADA DOGE TRX AVAX LINK DOT LTC BCH XLM UNI ATOM NEAR APT ARB OP AAVE
      LDO INJ SUI TON FIL ETC ALGO HBAR GRT CRV RENDER PEPE SHIB BONK WIF BETH OKSOL USDC DAI PAXG`,
    USDC: 'BTC ETH SOL OKB XRP',
    BTC: 'ETH OKB LTC',
    EUR: 'BTC ETH SOL XRP USDT USDC',
  }),
  keys: [
    {
      label: 'Main',
      holdings: holdings([
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
      ]),
      positions: [{ account: 'spot', base: 'SOL', size: '30' }],
    },
  ],
};
