import { makeKey } from '../../electron/simulator/roster/make-key';
import type {
  AssetDefinition,
  HoldingDefinition,
  WorldDefinition,
} from '../../electron/simulator/world/world-definition';

/** Which key of Binance is which in {@link smallWorld}. */
export const binanceKeys = { main: 0, withdrawing: 1, second: 2 } as const;
/** Which key of Kraken is which. */
const krakenKeys = { main: 0 } as const;

const asset = (code: string, name: string, usd: string): AssetDefinition => ({
  code,
  name,
  usd,
  volatility: 0.02,
});

const assets: readonly AssetDefinition[] = [
  asset('BTC', 'Bitcoin', '61234.5'),
  asset('ETH', 'Ethereum', '3011.25'),
  asset('SOL', 'Solana', '148.42'),
  asset('ADA', 'Cardano', '0.4513'),
  asset('PEPE', 'Pepe', '0.000010742'),
  asset('USDT', 'Tether', '0.99962'),
  asset('EUR', 'Euro', '1.0843'),
  // Given away and traded nowhere: it has no price and must never be given one.
  { code: 'MERIT', name: 'Merit Rewards', volatility: 0 },
  { code: 'USD', name: 'US Dollar', volatility: 0 },
];

const mainAtBinance: readonly HoldingDefinition[] = [
  { account: 'spot', code: 'BTC', available: '0.51842713', locked: '0.05' },
  { account: 'spot', code: 'ETH', available: '4.3172' },
  { account: 'spot', code: 'PEPE', available: '142000000.52' },
  { account: 'spot', code: 'USDT', available: '7221.33', locked: '1200' },
  { account: 'spot', code: 'MERIT', available: '12500' },
  { account: 'spot', code: 'ADA', available: '0.83' },
  { account: 'funding', code: 'USDT', available: '2210.5' },
  { account: 'cross-margin', code: 'ETH', available: '6.2' },
  {
    account: 'cross-margin',
    code: 'USDT',
    available: '1530.44',
    borrowed: '5200',
    interest: '3.41827',
  },
  { account: 'earn-flexible', code: 'USDT', available: '15400.72' },
];

const mainAtKraken: readonly HoldingDefinition[] = [
  { account: 'spot', code: 'BTC', available: '0.4012', locked: '0.02' },
  { account: 'spot', code: 'USD', available: '6410.2284' },
  { account: 'spot', code: 'SOL', available: '31.5' },
];

/**
 * A world small enough to be added up by hand: two venues and one market from every coin to dollars,
 * so that there is one right price. Prices stand still unless a test moves them.
 */
export function smallWorld(): WorldDefinition {
  return {
    assets,
    venues: {
      binance: {
        markets: ['BTC', 'ETH', 'SOL', 'ADA', 'PEPE'].map((base) => ({ base, quote: 'USDT' })),
        keys: [
          makeKey('binance', binanceKeys.main, 'Main', mainAtBinance),
          {
            ...makeKey('binance', binanceKeys.withdrawing, 'Withdrawing', [
              { account: 'spot', code: 'SOL', available: '12.25' },
            ]),
            canWithdraw: true,
          },
          makeKey('binance', binanceKeys.second, 'Second', [
            { account: 'spot', code: 'BTC', available: '0.25' },
          ]),
        ],
      },
      kraken: {
        markets: ['BTC', 'SOL', 'USDT', 'EUR'].map((base) => ({ base, quote: 'USD' })),
        keys: [makeKey('kraken', krakenKeys.main, 'Main', mainAtKraken)],
      },
    },
  };
}
