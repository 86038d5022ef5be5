import { apart, common, type ListedToken } from './listed-token';

// Contracts and decimals: https://github.com/Uniswap/default-token-list (22.21.0) and
// https://github.com/aave-dao/aave-address-book (4.68.1).
// USDT: the older bridged token, and the one called USDT0: https://docs.usdt0.to. Venues take both.
export const OPTIMISM_TOKENS: readonly ListedToken[] = [
  ...common([
    ['0x4200000000000000000000000000000000000042', 'OP', 18],
    ['0x94b008aA00579c1307B0EF2c499aD98a8ce58e58', 'USDT', 6],
    ['0x01bFF41798a0BcF287b996046Ca68b395DbC1071', 'USDT', 6],
    ['0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85', 'USDC', 6],
    ['0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1', 'DAI', 18],
    ['0x4200000000000000000000000000000000000006', 'WETH', 18],
    ['0x68f180fcCe6836688e9084f035309E29Bf0A2095', 'WBTC', 8],
    ['0x1F32b1c2345538c0c6f582fCB022739c4A194Ebb', 'wstETH', 18],
    ['0x9Bcef72be871e61ED4fBbc7630889beE758eb81D', 'rETH', 18],
    ['0xadDb6A0412DE1BA0F936DCaeb8Aaa24578dcF3B2', 'cbETH', 18],
    ['0x350a791Bfc2C21F9Ed5d10980Dad2e2638ffa7f6', 'LINK', 18],
    ['0x76FB31fb4af56892A25e32cFC43De717950c9278', 'AAVE', 18],
    ['0x8700dAec35aF8Ff88c16BdF0418774CB3D7599B4', 'SNX', 18],
    ['0x0994206dfE8De6Ec6920FF4D779B0d950605Fb53', 'CRV', 18],
    ['0xFdb794692724153d1488CcdBE0C56c252596735F', 'LDO', 18],
    ['0xBC7B1Ff1c6989f006a1185318eD4E7b5796e66E1', 'PENDLE', 18],
    ['0x6fd9d7AD17242c41f7131d257212c54A0e816691', 'UNI', 18],
    ['0xdC6fF44d5d932Cbd77B52E5612Ba0529DC6226F1', 'WLD', 18],
  ]),
  ...apart([['0x7F5c764cBc14f9669B88837ca1490cCa17c31607', 'USDC.e', 6, 'Bridged USDC']]),
];
