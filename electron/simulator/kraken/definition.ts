import type { SimulatedVenueDefinition } from '../plumbing/venue';
import { kraken } from './kraken';
import { krakenDemo } from './demo';

/** Simulated Kraken. */
export const krakenSimulation = {
  id: 'kraken',
  terms: { fee: { rate: '0.004', from: 'quote' }, dollars: 'USD' },
  keyParts: ({ text }) => ({
    apiKey: Buffer.from(text(42)).toString('base64'),
    secret: Buffer.from(text(64)).toString('base64'),
  }),
  serve: kraken,
  demo: krakenDemo,
} satisfies SimulatedVenueDefinition;
