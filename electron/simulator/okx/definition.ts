import type { SimulatedVenueDefinition } from '../plumbing/venue';
import { okx } from './okx';
import { okxDemo } from './demo';

/** Simulated OKX. */
export const okxSimulation = {
  id: 'okx',
  terms: { fee: { rate: '0.001', from: 'received' }, dollars: 'USDT' },
  keyParts: ({ text, hexadecimal }) => ({
    apiKey: [8, 4, 4, 4, 12].map(hexadecimal).join('-'),
    secret: hexadecimal(32).toUpperCase(),
    password: text(16),
  }),
  serve: okx,
  demo: okxDemo,
} satisfies SimulatedVenueDefinition;
