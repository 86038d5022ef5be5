import type { AssetDefinition } from '../world/world-definition';

type Row = readonly [code: string, name: string, usd: string, volatility: number];

/** Plausible prices of 2026, in US dollars, and how restless each coin is in a day. */
const coins: readonly Row[] = [
  ['BTC', 'Bitcoin', '112480.5', 0.021],
  ['ETH', 'Ethereum', '3942.18', 0.028],
  ['SOL', 'Solana', '186.42', 0.035],
  ['BNB', 'BNB', '1016.7', 0.022],
  ['XRP', 'XRP', '2.6183', 0.032],
  ['ADA', 'Cardano', '0.7134', 0.035],
  ['DOGE', 'Dogecoin', '0.19862', 0.04],
  ['TRX', 'TRON', '0.33127', 0.018],
  ['AVAX', 'Avalanche', '27.842', 0.038],
  ['LINK', 'Chainlink', '21.934', 0.036],
  ['DOT', 'Polkadot', '4.1273', 0.034],
  ['LTC', 'Litecoin', '108.92', 0.029],
  ['BCH', 'Bitcoin Cash', '548.31', 0.031],
  ['XLM', 'Stellar', '0.34181', 0.033],
  ['UNI', 'Uniswap', '9.1427', 0.041],
  ['ATOM', 'Cosmos', '4.3862', 0.034],
  ['NEAR', 'NEAR Protocol', '2.8714', 0.042],
  ['APT', 'Aptos', '4.5128', 0.041],
  ['ARB', 'Arbitrum', '0.44213', 0.042],
  ['OP', 'Optimism', '0.68342', 0.043],
  ['AAVE', 'Aave', '281.64', 0.039],
  ['LDO', 'Lido DAO', '1.1263', 0.044],
  ['INJ', 'Injective', '12.463', 0.043],
  ['SUI', 'Sui', '3.2841', 0.043],
  ['TON', 'Toncoin', '2.9642', 0.03],
  ['FIL', 'Filecoin', '2.2143', 0.038],
  ['ETC', 'Ethereum Classic', '19.874', 0.031],
  ['ALGO', 'Algorand', '0.22173', 0.036],
  ['HBAR', 'Hedera', '0.20941', 0.038],
  ['VET', 'VeChain', '0.023142', 0.036],
  ['GRT', 'The Graph', '0.089213', 0.041],
  ['CRV', 'Curve DAO', '0.74128', 0.046],
  ['FET', 'Artificial Superintelligence Alliance', '0.58431', 0.048],
  ['RENDER', 'Render', '3.4126', 0.046],
  ['PEPE', 'Pepe', '0.000010742', 0.055],
  ['SHIB', 'Shiba Inu', '0.000011938', 0.042],
  ['BONK', 'Bonk', '0.000019415', 0.056],
  ['WIF', 'dogwifhat', '0.79264', 0.058],
  ['JUP', 'Jupiter', '0.41836', 0.05],
  ['OKB', 'OKB', '178.23', 0.031],
  ['MNT', 'Mantle', '1.6942', 0.034],
  ['PAXG', 'PAX Gold', '3986.4', 0.008],
  ['DCR', 'Decred', '18.427', 0.036],
  ['USDT', 'Tether', '0.99962', 0.0002],
  ['USDC', 'USD Coin', '0.99991', 0.0001],
  ['DAI', 'Dai', '0.99978', 0.0002],
  ['TUSD', 'TrueUSD', '0.94136', 0.003],
  ['EUR', 'Euro', '1.16243', 0.004],
  ['GBP', 'Pound sterling', '1.33418', 0.004],
];

/** Staked forms that move with their coin. */
const followers: readonly AssetDefinition[] = [
  { code: 'BETH', name: 'Beacon ETH', follows: { code: 'ETH', ratio: '0.9992' }, volatility: 0 },
  {
    code: 'WBETH',
    name: 'Wrapped Beacon ETH',
    follows: { code: 'ETH', ratio: '1.0823' },
    volatility: 0,
  },
  {
    code: 'BNSOL',
    name: 'Binance Staked SOL',
    follows: { code: 'SOL', ratio: '1.0641' },
    volatility: 0,
  },
  { code: 'OKSOL', name: 'OKX staked SOL', follows: { code: 'SOL', ratio: '1' }, volatility: 0 },
];

/** A token that was given away and is traded nowhere. */
const unpriced: readonly AssetDefinition[] = [
  { code: 'MERIT', name: 'Merit Rewards', volatility: 0 },
  { code: 'USD', name: 'US Dollar', volatility: 0 },
];

/** The coins of the demo: majors, micro-prices, stablecoins (one of them off its peg), fiat, one unpriced. */
export const demoAssets: readonly AssetDefinition[] = [
  ...coins.map(([code, name, usd, volatility]) => ({ code, name, usd, volatility })),
  ...followers,
  ...unpriced,
];
