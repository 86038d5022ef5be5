import { positiveDecimalText } from '../../../shared/settings/settings';
import { schemaError } from '../../components/schema-error';

/** What is wrong with a typed price or limit. */
export function amountError(text: string): string | undefined {
  return schemaError(positiveDecimalText, text.trim());
}
