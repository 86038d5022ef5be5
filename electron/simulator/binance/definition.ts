import type { SimulatedVenueDefinition } from '../plumbing/venue';
import { binance } from './binance';
import { binanceDemo } from './demo';

/** Simulated Binance. */
export const binanceSimulation = {
  id: 'binance',
  terms: { fee: { rate: '0.001', from: 'received' }, dollars: 'USDT' },
  keyParts: ({ text }) => ({ apiKey: text(64), secret: text(64) }),
  serve: binance,
  demo: binanceDemo,
} satisfies SimulatedVenueDefinition;
