import { apart, common, type ListedToken } from './listed-token';

// Contracts and decimals: https://github.com/Uniswap/default-token-list (22.21.0) and
// https://github.com/aave-dao/aave-address-book (4.68.1).
export const AVALANCHE_TOKENS: readonly ListedToken[] = [
  ...common([
    ['0x9702230A8Ea53601f5cD2dc00fDBc13d4dF4A8c7', 'USDT', 6],
    ['0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E', 'USDC', 6],
    ['0xC891EB4cbdEFf6e073e859e987815Ed1505c2ACD', 'EURC', 6],
    ['0x5d3a1Ff2b6BAb83b63cd9AD0787074081a52ef34', 'USDe', 18],
    ['0x211Cc4DD073734dA055fbF44a2b4667d5E5fE5d2', 'sUSDe', 18],
    ['0xB31f66AA3C1e785363F0875A1B74E27b85FD66c7', 'WAVAX', 18],
    ['0x2b2C81e08f1Af8835a78Bb2A90AE924ACE0eA4bE', 'sAVAX', 18],
    ['0x62edc0692BD897D2295872a9FFCac5425011c661', 'GMX', 18],
    ['0xfB98B335551a418cD0737375a2ea0ded62Ea213b', 'PENDLE', 18],
  ]),
  ...apart([
    ['0x49D5c2BdFfac6CE2BFdB6640F4F80f226bc10bAB', 'WETH.e', 18, 'Bridged Wrapped Ether'],
    ['0x50b7545627a5162F82A992c33b87aDc75187B218', 'WBTC.e', 8, 'Bridged Wrapped Bitcoin'],
    ['0x152b9d0FdC40C096757F570A51E494bd4b943E50', 'BTC.b', 8, 'Bitcoin on Avalanche'],
    ['0xd586E7F844cEa2F87f50152665BCbc2C279D8d70', 'DAI.e', 18, 'Bridged Dai'],
    ['0xc7198437980c041c805A1EDcbA50c1Ce5db95118', 'USDT.e', 6, 'Bridged Tether'],
    ['0xA7D7079b0FEaD91F3e65f86E8915Cb59c1a4C664', 'USDC.e', 6, 'Bridged USDC'],
    ['0x5947BB275c521040051D82396192181b413227A3', 'LINK.e', 18, 'Bridged Chainlink'],
    ['0x63a72806098Bd3D9520cC43356dD78afe5D386D9', 'AAVE.e', 18, 'Bridged Aave'],
  ]),
];
