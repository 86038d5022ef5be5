import { positiveDecimalText } from '../../../shared/settings/settings';

/** What is wrong with a typed price or limit, in the words of the schema that main also applies. */
export function amountError(text: string): string | undefined {
  const result = positiveDecimalText.safeParse(text.trim());
  return result.success ? undefined : result.error.issues[0]?.message;
}
