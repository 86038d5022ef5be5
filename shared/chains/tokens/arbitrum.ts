import { apart, common, type ListedToken } from './listed-token';

// Contracts and decimals: https://github.com/Uniswap/default-token-list (22.21.0) and
// https://github.com/aave-dao/aave-address-book (4.68.1).
// USDT is the token that Tether's issuer calls USDT0 there: https://docs.usdt0.to
export const ARBITRUM_TOKENS: readonly ListedToken[] = [
  ...common([
    ['0x912CE59144191C1204E64559FE8253a0e49E6548', 'ARB', 18],
    ['0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9', 'USDT', 6],
    ['0xaf88d065e77c8cC2239327C5EDb3A432268e5831', 'USDC', 6],
    ['0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1', 'DAI', 18],
    ['0x82aF49447D8a07e3bd95BD0d56f35241523fBab1', 'WETH', 18],
    ['0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f', 'WBTC', 8],
    ['0x5979D7b546E38E414F7E9822514be443A4800529', 'wstETH', 18],
    ['0xEC70Dcb4A1EFa46b8F2D97C310C9c4790ba5ffA8', 'rETH', 18],
    ['0x35751007a407ca6FEFfE80b3cB397736D2cf4dbe', 'weETH', 18],
    ['0x2416092f143378750bb29b79eD961ab195CcEea5', 'ezETH', 18],
    ['0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf', 'cbBTC', 8],
    ['0x6c84a8f1c29108F47a79964b5Fe888D4f4D0dE40', 'tBTC', 18],
    ['0xf97f4df75117a78c1A5a0DBb814Af92458539FB4', 'LINK', 18],
    ['0xFa7F8980b0f1E64A2062791cc3b0871572f1F7f0', 'UNI', 18],
    ['0xba5DdD1f9d7F570dc94a51479a000E3BCE967196', 'AAVE', 18],
    ['0x11cDb42B0EB46D95f990BeDD4695A6e3fA034978', 'CRV', 18],
    ['0x0c880f6761F1af8d9Aa9C466984b80DAb9a8c9e8', 'PENDLE', 18],
    ['0xfc5A1A6EB076a2C7aD06eD22C90d7E710E35ad0a', 'GMX', 18],
    ['0x9623063377AD1B27544C965cCd7342f7EA7e88C7', 'GRT', 18],
    ['0x13Ad51ed4F1B7e9Dc168d8a00cB3f4dDD85EfA60', 'LDO', 18],
    ['0x7dfF72693f6A4149b17e7C6314655f6A9F7c8B33', 'GHO', 18],
    ['0x327006c8712FE0AbdbbD55B7999DB39b0967342E', 'PYUSD', 6],
  ]),
  ...apart([['0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8', 'USDC.e', 6, 'Bridged USDC']]),
];
