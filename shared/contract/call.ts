import { z } from 'zod';
import { codeSchema } from '../base/text-schemas';
import { call } from '../channel/table';

export { call };

/** A call that only asks, or waits for somebody else: quitting does not wait for its answer. */
export function ask<Input extends z.ZodType>(input: Input) {
  return call(input, { onlyAsks: true });
}

/** The input of a call that takes none. */
export const nothing = z.undefined();
export const connectionId = codeSchema(100);
