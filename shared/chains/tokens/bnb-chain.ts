import { common, type ListedToken } from './listed-token';

// Contracts and decimals: https://github.com/Uniswap/default-token-list (22.21.0) and
// https://github.com/aave-dao/aave-address-book (4.68.1).
// Tether, USDC, DAI, ETH and LINK are tokens that Binance backs one to one; the issuers have none there,
// and venues take them as the coin itself. USD1: https://worldlibertyfinancial.com
export const BNB_CHAIN_TOKENS: readonly ListedToken[] = common([
  ['0x55d398326f99059fF775485246999027B3197955', 'USDT', 18],
  ['0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d', 'USDC', 18],
  ['0xc5f0f7b66764F6ec8C8Dff7BA683102295E16409', 'FDUSD', 18],
  ['0x1AF3F329e8BE154074D8769D1FFa4eE058B1DBc3', 'DAI', 18],
  ['0xbb4CdB9CBd36B01bD1cBaEBF2De08d9173bc095c', 'WBNB', 18],
  ['0x2170Ed0880ac9A755fd29B2688956BD959F933F8', 'ETH', 18],
  ['0x7130d2A12B9BCbFAe4f2634d864A1Ee1Ce3Ead9c', 'BTCB', 18],
  ['0xa2E3356610840701BDf5611a53974510Ae27E2e1', 'wBETH', 18],
  ['0x26c5e01524d2E6280A48F2c50fF6De7e52E9611C', 'wstETH', 18],
  ['0x0E09FaBB73Bd3Ade0a17ECC321fD13a19e81cE82', 'CAKE', 18],
  ['0xF8A0BF9cF54Bb92F17374d9e9A321E6a111a51bD', 'LINK', 18],
  ['0xBf5140A22578168FD562DCcF235E5D43A02ce9B1', 'UNI', 18],
  ['0xfb6115445Bff7b52FeB98650C87f44907E58f802', 'AAVE', 18],
  ['0xa2B726B1145A4773F68593CF171187d8EBe4d495', 'INJ', 18],
  ['0xfb5B838b6cfEEdC2873aB27866079AC55363D37E', 'FLOKI', 9],
  ['0x715D400F88C167884bbCc41C5FeA407ed4D2f8A0', 'AXS', 18],
  ['0x031b41e504677879370e9DBcF937283A8691Fa7f', 'FET', 18],
  ['0x8d0D000Ee44948FC98c9B98A4FA4921476f08B0d', 'USD1', 18],
]);
