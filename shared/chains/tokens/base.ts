import { apart, common, type ListedToken } from './listed-token';

// Contracts and decimals: https://github.com/Uniswap/default-token-list (22.21.0) and
// https://github.com/aave-dao/aave-address-book (4.68.1).
export const BASE_TOKENS: readonly ListedToken[] = [
  ...common([
    ['0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913', 'USDC', 6],
    ['0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42', 'EURC', 6],
    ['0x50c5725949A6F0c72E6C4a641F24049A917DB0Cb', 'DAI', 18],
    ['0x4200000000000000000000000000000000000006', 'WETH', 18],
    ['0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf', 'cbBTC', 8],
    ['0x2Ae3F1Ec7F1F5012CFEab0185bfc7aa3cf0DEc22', 'cbETH', 18],
    ['0xc1CBa3fCea344f92D9239c08C0568f6F2F0ee452', 'wstETH', 18],
    ['0x04C0599Ae5A44757c0af6F9eC3b93da8976c150A', 'weETH', 18],
    ['0x2416092f143378750bb29b79eD961ab195CcEea5', 'ezETH', 18],
    ['0x236aa50979D5f3De3Bd1Eeb40E81137F22ab794b', 'tBTC', 18],
    ['0xecAc9C5F704e954931349Da37F60E39f515c11c1', 'LBTC', 8],
    ['0x63706e401c06ac8513145b7687A14804d17f814b', 'AAVE', 18],
    ['0x940181a94A35A4569E4529A3CDfB74e38FD98631', 'AERO', 18],
    ['0x0b3e328455c4059EEb9e3f84b5543F74E24e7E1b', 'VIRTUAL', 18],
    ['0x6Bb7a212910682DCFdbd5BCBb3e28FB4E8da10Ee', 'GHO', 18],
    ['0x9e1028F5F1D5eDE59748FFceE5532509976840E0', 'COMP', 18],
  ]),
  ...apart([['0xd9aAEc86B65D86f6A7B5B1b0c42FFA531710b6CA', 'USDbC', 6, 'Bridged USDC (Base)']]),
];
