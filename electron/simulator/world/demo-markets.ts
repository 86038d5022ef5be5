import type { MarketDefinition, DemoVenueId } from './world-definition';

const text: Readonly<Record<DemoVenueId, Readonly<Record<string, string>>>> = {
  binance: {
    USDT: `BTC ETH SOL BNB XRP ADA DOGE TRX AVAX LINK DOT LTC BCH XLM UNI ATOM NEAR APT ARB OP AAVE
      LDO INJ SUI TON FIL ETC ALGO HBAR VET GRT CRV FET RENDER PEPE SHIB BONK WIF JUP PAXG TUSD USDC EUR WBETH BNSOL`,
    USDC: 'BTC ETH SOL BNB XRP DOGE ADA LINK SUI',
    BTC: 'ETH SOL BNB XRP ADA LTC LINK DOT DCR',
    EUR: 'BTC ETH BNB SOL XRP',
  },
  bybit: {
    USDT: `BTC ETH SOL BNB XRP ADA DOGE TRX AVAX LINK DOT LTC BCH XLM UNI ATOM NEAR APT ARB OP AAVE
      LDO INJ SUI TON FIL ETC ALGO HBAR GRT CRV FET RENDER PEPE SHIB BONK WIF MNT USDC DAI`,
    USDC: 'BTC ETH SOL XRP MNT',
    BTC: 'ETH SOL XRP',
    EUR: 'BTC ETH SOL USDC',
  },
  okx: {
    USDT: `BTC ETH SOL OKB XRP ADA DOGE TRX AVAX LINK DOT LTC BCH XLM UNI ATOM NEAR APT ARB OP AAVE
      LDO INJ SUI TON FIL ETC ALGO HBAR GRT CRV RENDER PEPE SHIB BONK WIF BETH OKSOL USDC DAI PAXG`,
    USDC: 'BTC ETH SOL OKB XRP',
    BTC: 'ETH OKB LTC',
    EUR: 'BTC ETH SOL XRP USDT USDC',
  },
  kraken: {
    USD: `BTC ETH SOL XRP ADA DOGE TRX AVAX LINK DOT LTC BCH XLM UNI ATOM NEAR APT ARB OP AAVE LDO
      INJ SUI TON FIL ETC ALGO GRT CRV FET RENDER PEPE SHIB BONK WIF JUP PAXG USDT USDC DAI TUSD EUR GBP BNB`,
    EUR: 'BTC ETH SOL XRP ADA DOT LTC LINK USDT USDC',
    USDT: 'BTC ETH SOL XRP',
    BTC: 'ETH SOL LTC',
    GBP: 'BTC ETH USDC',
  },
};

/** Every venue's spot pairs: about sixty each, dollars on Kraken alone as in real life. */
export const demoMarkets: Readonly<Record<DemoVenueId, readonly MarketDefinition[]>> = {
  binance: pairs('binance'),
  bybit: pairs('bybit'),
  okx: pairs('okx'),
  kraken: pairs('kraken'),
};

function pairs(venue: DemoVenueId): MarketDefinition[] {
  return Object.entries(text[venue]).flatMap(([quote, bases]) =>
    bases
      .trim()
      .split(/\s+/)
      .map((base) => ({ base, quote })),
  );
}
