import { held, holdings, pairs, type DemoVenue } from '../world/demo-venue';

/** Kraken in the demo: the only venue with dollars, as in real life. */
export const krakenDemo: DemoVenue = {
  markets: pairs({
    USD: `BTC ETH SOL XRP ADA DOGE TRX AVAX LINK DOT LTC BCH XLM UNI ATOM NEAR APT ARB OP AAVE LDO
      INJ SUI TON FIL ETC ALGO GRT CRV FET RENDER PEPE SHIB BONK WIF JUP PAXG USDT USDC DAI TUSD EUR GBP BNB`,
    EUR: 'BTC ETH SOL XRP ADA DOT LTC LINK USDT USDC',
    USDT: 'BTC ETH SOL XRP',
    BTC: 'ETH SOL LTC',
    GBP: 'BTC ETH USDC',
  }),
  keys: [
    {
      label: 'Main',
      holdings: holdings([
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
      ]),
      positions: [{ account: 'cross-margin', base: 'ETH', size: '1.2' }],
    },
  ],
};
