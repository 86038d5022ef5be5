import { apart, common, type ListedToken } from './listed-token';

// Contracts and decimals: https://github.com/Uniswap/default-token-list (22.21.0) and
// https://github.com/aave-dao/aave-address-book (4.68.1).
export const POLYGON_TOKENS: readonly ListedToken[] = [
  ...common([
    ['0xc2132D05D31c914a87C6611C10748AEb04B58e8F', 'USDT', 6],
    ['0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359', 'USDC', 6],
    ['0x8f3Cf7ad23Cd3CaDbD9735AFf958023239c6A063', 'DAI', 18],
    ['0x0d500B1d8E8eF31E21C99d1Db9A6444d3ADf1270', 'WPOL', 18],
    ['0x7ceB23fD6bC0adD59E62ac25578270cFf1b9f619', 'WETH', 18],
    ['0x1BFD67037B42Cf73acF2047067bd4F2C47D9BfD6', 'WBTC', 8],
    ['0x03b54A6e9a984069379fae1a4fC4dBAE93B3bCCD', 'wstETH', 18],
    ['0x53E0bca35eC356BD5ddDFebbD1Fc0fD03FaBad39', 'LINK', 18],
    ['0xD6DF932A45C0f255f85145f286eA0b292B21C90B', 'AAVE', 18],
    ['0xb33EaAd8d922B1083446DC23f610c2567fB5180f', 'UNI', 18],
    ['0x172370d5Cd63279eFa6d502DAB29171933a610AF', 'CRV', 18],
    ['0x0b3F868E0BE5597D5DB7fEB59E1CADBb0fdDa50a', 'SUSHI', 18],
  ]),
  ...apart([['0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174', 'USDC.e', 6, 'Bridged USDC']]),
];
