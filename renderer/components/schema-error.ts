import type { z } from 'zod';

/** What is wrong with what was typed, in the words of the schema that main also applies. */
export function schemaError(schema: z.ZodType, value: unknown): string | undefined {
  const result = schema.safeParse(value);
  return result.success ? undefined : result.error.issues[0]?.message;
}
