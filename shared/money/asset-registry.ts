import type { Asset, AssetId, AssetKind } from './asset';

type Row = readonly [code: string, name: string, kind?: AssetKind, peg?: string];

/**
 * Assets that every venue's common code of the same spelling stands for. A code that is not here is
 * kept apart per venue (`FOO@kraken`) until it is added or mapped, because a ticker alone is no identity.
 */
const KNOWN: readonly Row[] = [
  ['USD', 'US dollar', 'fiat', 'USD'],
  ['EUR', 'Euro', 'fiat', 'EUR'],
  ['GBP', 'Pound sterling', 'fiat', 'GBP'],
  ['CHF', 'Swiss franc', 'fiat', 'CHF'],
  ['JPY', 'Japanese yen', 'fiat', 'JPY'],
  ['CAD', 'Canadian dollar', 'fiat', 'CAD'],
  ['AUD', 'Australian dollar', 'fiat', 'AUD'],
  ['TRY', 'Turkish lira', 'fiat', 'TRY'],
  ['BRL', 'Brazilian real', 'fiat', 'BRL'],
  ['USDT', 'Tether', 'stablecoin', 'USD'],
  ['USDC', 'USD Coin', 'stablecoin', 'USD'],
  ['DAI', 'Dai', 'stablecoin', 'USD'],
  ['FDUSD', 'First Digital USD', 'stablecoin', 'USD'],
  ['TUSD', 'TrueUSD', 'stablecoin', 'USD'],
  ['USDP', 'Pax Dollar', 'stablecoin', 'USD'],
  ['PYUSD', 'PayPal USD', 'stablecoin', 'USD'],
  ['USDE', 'Ethena USDe', 'stablecoin', 'USD'],
  ['USDS', 'USDS', 'stablecoin', 'USD'],
  ['USDD', 'USDD', 'stablecoin', 'USD'],
  ['USD1', 'World Liberty Financial USD', 'stablecoin', 'USD'],
  ['RLUSD', 'Ripple USD', 'stablecoin', 'USD'],
  ['EURC', 'Euro Coin', 'stablecoin', 'EUR'],
  ['EURI', 'Eurite', 'stablecoin', 'EUR'],
  ['BTC', 'Bitcoin'],
  ['ETH', 'Ethereum'],
  ['BNB', 'BNB'],
  ['SOL', 'Solana'],
  ['XRP', 'XRP'],
  ['ADA', 'Cardano'],
  ['DOGE', 'Dogecoin'],
  ['TRX', 'TRON'],
  ['TON', 'Toncoin'],
  ['AVAX', 'Avalanche'],
  ['DOT', 'Polkadot'],
  ['LINK', 'Chainlink'],
  ['LTC', 'Litecoin'],
  ['BCH', 'Bitcoin Cash'],
  ['ETC', 'Ethereum Classic'],
  ['XLM', 'Stellar'],
  ['XMR', 'Monero'],
  ['ZEC', 'Zcash'],
  ['DASH', 'Dash'],
  ['ATOM', 'Cosmos Hub'],
  ['NEAR', 'NEAR Protocol'],
  ['APT', 'Aptos'],
  ['SUI', 'Sui'],
  ['SEI', 'Sei'],
  ['TIA', 'Celestia'],
  ['INJ', 'Injective'],
  ['OSMO', 'Osmosis'],
  ['FIL', 'Filecoin'],
  ['ICP', 'Internet Computer'],
  ['HBAR', 'Hedera'],
  ['ALGO', 'Algorand'],
  ['VET', 'VeChain'],
  ['EOS', 'EOS'],
  ['EGLD', 'MultiversX'],
  ['FLOW', 'Flow'],
  ['KAS', 'Kaspa'],
  ['KSM', 'Kusama'],
  ['MINA', 'Mina'],
  ['ROSE', 'Oasis'],
  ['STX', 'Stacks'],
  ['THETA', 'Theta Network'],
  ['XTZ', 'Tezos'],
  ['POL', 'Polygon'],
  ['MATIC', 'Polygon (MATIC)'],
  ['ARB', 'Arbitrum'],
  ['OP', 'Optimism'],
  ['STRK', 'Starknet'],
  ['IMX', 'Immutable'],
  ['MNT', 'Mantle'],
  ['OKB', 'OKB'],
  ['CRO', 'Cronos'],
  ['KCS', 'KuCoin Token'],
  ['GT', 'GateToken'],
  ['BGB', 'Bitget Token'],
  ['LEO', 'UNUS SED LEO'],
  ['HYPE', 'Hyperliquid'],
  ['UNI', 'Uniswap'],
  ['AAVE', 'Aave'],
  ['MKR', 'Maker'],
  ['CRV', 'Curve DAO'],
  ['LDO', 'Lido DAO'],
  ['COMP', 'Compound'],
  ['SNX', 'Synthetix'],
  ['SUSHI', 'SushiSwap'],
  ['1INCH', '1inch'],
  ['YFI', 'yearn.finance'],
  ['GRT', 'The Graph'],
  ['ENS', 'Ethereum Name Service'],
  ['PENDLE', 'Pendle'],
  ['ENA', 'Ethena'],
  ['ONDO', 'Ondo'],
  ['JUP', 'Jupiter'],
  ['PYTH', 'Pyth Network'],
  ['JTO', 'Jito'],
  ['RAY', 'Raydium'],
  ['WLD', 'Worldcoin'],
  ['FET', 'Artificial Superintelligence Alliance'],
  ['RENDER', 'Render'],
  ['TAO', 'Bittensor'],
  ['AR', 'Arweave'],
  ['SAND', 'The Sandbox'],
  ['MANA', 'Decentraland'],
  ['AXS', 'Axie Infinity'],
  ['GALA', 'Gala'],
  ['APE', 'ApeCoin'],
  ['CHZ', 'Chiliz'],
  ['DYDX', 'dYdX'],
  ['GMX', 'GMX'],
  ['RUNE', 'THORChain'],
  ['SHIB', 'Shiba Inu'],
  ['PEPE', 'Pepe'],
  ['FLOKI', 'FLOKI'],
  ['BONK', 'Bonk'],
  ['WIF', 'dogwifhat'],
  ['BTT', 'BitTorrent'],
  ['WBTC', 'Wrapped Bitcoin', 'wrapped'],
  ['CBBTC', 'Coinbase Wrapped BTC', 'wrapped'],
  ['WETH', 'Wrapped Ether', 'wrapped'],
  ['STETH', 'Lido Staked Ether', 'staked'],
  ['WSTETH', 'Wrapped Lido Staked Ether', 'staked'],
  ['WBETH', 'Wrapped Beacon ETH', 'staked'],
  ['BETH', 'Beacon ETH', 'staked'],
  ['RETH', 'Rocket Pool ETH', 'staked'],
  ['CBETH', 'Coinbase Staked ETH', 'staked'],
  ['BNSOL', 'Binance Staked SOL', 'staked'],
  ['JITOSOL', 'Jito Staked SOL', 'staked'],
  ['MSOL', 'Marinade Staked SOL', 'staked'],
  ['OKSOL', 'OKX Staked SOL', 'staked'],
];

const BY_CODE: ReadonlyMap<string, Asset> = new Map(
  KNOWN.map(([code, name, kind = 'crypto', peg]) => [
    code,
    { id: code, code, name, kind, ...(peg === undefined ? {} : { peg }) },
  ]),
);

/** The asset that a venue's common code stands for; always an answer, apart per venue when unknown. */
export function assetOf(venue: string, code: string): Asset {
  return BY_CODE.get(code) ?? { id: `${code}@${venue}`, code, name: code, kind: 'crypto' };
}

/** The asset with an id that {@link assetOf} gave. */
export function assetById(id: AssetId): Asset {
  const known = BY_CODE.get(id);
  if (known !== undefined) return known;
  const at = id.lastIndexOf('@');
  const code = at > 0 ? id.slice(0, at) : id;
  return { id, code, name: code, kind: 'crypto' };
}

/** The asset that a code means on every venue alike, if there is one. */
export function commonAsset(code: string): Asset | undefined {
  return BY_CODE.get(code);
}
