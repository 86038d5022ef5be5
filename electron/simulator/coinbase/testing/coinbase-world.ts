import { demoAssets } from '../../roster/demo-assets';
import { makeKey } from '../../roster/make-key';
import type {
  HoldingDefinition,
  HoldingText,
  Account,
  PositionDefinition,
  WorldDefinition,
} from '../../world/world-definition';

const row = (account: Account, code: string, amounts: HoldingText): HoldingDefinition => ({
  account,
  code,
  ...amounts,
});

const holdings: readonly HoldingDefinition[] = [
  row('spot', 'BTC', { available: '0.73104218', locked: '0.02' }),
  row('spot', 'ETH', { available: '5.123456789012345678' }),
  row('spot', 'USD', { available: '4210.57', locked: '300' }),
  row('spot', 'USDC', { available: '1250.418204' }),
  row('spot', 'SHIB', { available: '41000000.123456' }),
  row('linear-futures', 'USD', { available: '2480.12', locked: '640', unrealized: '-31.4' }),
  row('staking', 'ETH', { available: '2.718281828459045235' }),
  row('earn-locked', 'BTC', { available: '0.11111111' }),
  row('earn-flexible', 'USDC', { available: '900.123456' }),
];

const positions: readonly PositionDefinition[] = [
  { account: 'linear-futures', base: 'BTC', size: '-0.05' },
  { account: 'linear-futures', base: 'ETH', size: '1.2' },
];

/** A world with Coinbase alone and every account type that is read there; a second key is empty. */
export function coinbaseWorld(): WorldDefinition {
  const markets = ['BTC', 'ETH', 'SOL', 'SHIB', 'XRP', 'LINK'].flatMap((base) => [
    { base, quote: 'USD' },
    { base, quote: 'USDC' },
  ]);
  return {
    assets: demoAssets,
    venues: {
      coinbase: {
        markets: [...markets, { base: 'USDC', quote: 'EUR' }],
        keys: [
          makeKey('coinbase', 0, 'Main', holdings, positions),
          makeKey('coinbase', 1, 'Empty', []),
        ],
      },
    },
  };
}
