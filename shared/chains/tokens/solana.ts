import { apart, common, type ListedToken } from './listed-token';

/** The mint of SOL wrapped as a token. */
export const WRAPPED_SOL = 'So11111111111111111111111111111111111111112';

// Mints and decimals: https://github.com/drift-labs/protocol-v2/blob/master/sdk/src/constants/spotMarkets.ts
// (what a lending market takes as collateral), and of the issuers: EURC
// https://developers.circle.com/stablecoins/eurc-on-main-networks, PYUSD
// https://developer.paypal.com/dev-center/pyusd, USDS https://developers.sky.money, BONK
// https://docs.bonkcoin.com, RAY https://docs.raydium.io, ORCA https://docs.orca.so, cbBTC
// https://www.coinbase.com/cbbtc.
export const SOLANA_TOKENS: readonly ListedToken[] = [
  ...common([
    [WRAPPED_SOL, 'WSOL', 9],
    ['EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', 'USDC', 6],
    ['Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB', 'USDT', 6],
    ['2b1kV6DkPAnxd5ixfnxCpjxmKwqjjaYmCZfHsFu24GXo', 'PYUSD', 6],
    ['USDSwr9ApdHk5bvJKMjzff41FfuX8bSxdKcR81vTwcA', 'USDS', 6],
    ['HzwqbKZw8HxMN6bF2yFZNrht3c2iXXzpKcFu7uBEDKtr', 'EURC', 6],
    ['J1toso1uCk3RLmjorhTtrVwY9HJ7X8V9yYac6Y7kGCPn', 'JitoSOL', 9],
    ['mSoLzYCxHdYgdzU16g5QSh3i5K3z3KZK7ytfqcJm7So', 'mSOL', 9],
    ['bSo13r4TkiE4KumL71LsHTPpL2euBYLFx6h9HP3piy1', 'bSOL', 9],
    ['cbbtcf3aa214zXHbiAZQwf4122FBYbraNdFqgw4iMij', 'cbBTC', 8],
    ['JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN', 'JUP', 6],
    ['jtojtomepa8beP8AuQc6eXt5FriJwfFMwQx2v2f9mCL', 'JTO', 9],
    ['HZ1JovNiVvGrGNiiYvEozEVgZ58xaU3RKwX8eACQBCt3', 'PYTH', 6],
    ['DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263', 'BONK', 5],
    ['EKpQGSJtjMFqKZ9KQanSqYXRcF8fBopzLHYxdM65zcjm', 'WIF', 6],
    ['4k3Dyjzvzp8eMZWUXbBCjEvwSkkk59S5iCNLY3QrkX6R', 'RAY', 6],
    ['orcaEKTdK7LKz57vaAYr9QeNsVEPfiu6QeMU1kektZE', 'ORCA', 6],
    ['rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nud4EkHBof', 'RENDER', 8],
  ]),
  ...apart([
    ['3NZ9JMVBmGAqocybic2c7LQCJScmgsAZ6vQqTDzcqmJh', 'WBTC', 8, 'Wrapped BTC (Wormhole)'],
    ['7vfCXTUXx5WJV5JADk17DUJ4ksgau7utNKj4b963voxs', 'WETH', 8, 'Wrapped Ether (Wormhole)'],
    ['5oVNBeEEQvYi1cX3ir8Dx5n1P7pdxydbGF2X4TxVusJm', 'INF', 9, 'Infinity'],
    ['Dso1bDeDjCQxTrWHqUUi63oBvV7Mdm6WaobLbQ7gnPQ', 'dSOL', 9, 'Drift Staked SOL'],
    ['A1KLoBrKBde8Ty9qtNQUtq3C2ortoC3u7twggz7sEto6', 'USDY', 6, 'Ondo US Dollar Yield'],
    ['85VBFQZC9TZkfaptBWjvUw7YbZjy52A6mjtPGjstQAmQ', 'W', 6, 'Wormhole'],
    ['TNSRxcUxoT9xBG3de7PiJyTDYu7kskLqcpddxnEJAS6', 'TNSR', 9, 'Tensor'],
    ['DriFtupJYLTosbwoN8koMbEYSx54aFAVLddWsbksjwg7', 'DRIFT', 6, 'Drift'],
  ]),
];
