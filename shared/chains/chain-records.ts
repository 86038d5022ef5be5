import { z } from 'zod';
import { codeSchema, nameSchema, venueIdSchema } from '../base/text-schemas';
import { isAllowedEndpoint } from './endpoint-url';

/** A chain's server: https anywhere, plain http only where nobody is in between. */
export const endpointUrl = z
  .string()
  .trim()
  .max(2000)
  .refine(
    isAllowedEndpoint,
    'Use https, or http for a server on this machine or in your own network.',
  );

export const customChainSchema = z.strictObject({
  id: z.string().regex(/^evm[1-9]\d{0,14}$/),
  name: nameSchema(40, 'Give the chain a name.'),
  chainId: z.number().int().positive(),
  /** The common code of its own coin. */
  nativeCode: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{1,12}$/, 'Give the code of its coin, such as ETH.'),
  endpoints: z.array(endpointUrl).min(1, 'Give at least one server.').max(10),
});
export type CustomChain = z.infer<typeof customChainSchema>;

/** A token to look for beside the listed ones. */
export const addedTokenSchema = z.strictObject({
  venue: venueIdSchema,
  contract: codeSchema(100),
});
export type AddedToken = z.infer<typeof addedTokenSchema>;

/** Servers to ask about a chain instead of the public ones. */
export const chainEndpointsSchema = z.strictObject({
  venue: venueIdSchema,
  urls: z.array(endpointUrl).min(1).max(10),
});
