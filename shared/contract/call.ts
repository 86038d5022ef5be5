import { z } from 'zod';
import { codeSchema } from '../base/text-schemas';

/** A call between the page and main: what it takes, and what it answers. */
export interface CallSpec<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** Type only: never has a value. */
  readonly output?: Output;
}

/** Declares a call: `call(input).returns<Output>()`. */
export function call<Input extends z.ZodType>(input: Input) {
  return {
    returns: <Output>(): CallSpec<Input, Output> => ({ input }),
  };
}

/** The input of a call that takes none. */
export const nothing = z.undefined();
export const connectionId = codeSchema(100);
