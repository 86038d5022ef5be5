import {
  CURRENCIES,
  QUOTE_CURRENCIES,
  USUAL_QUOTE_CURRENCIES,
} from '../../shared/assets/currencies';
import { changeSettings } from '../bridge/actions';
import { useSettings } from '../stores/use-stores';
import { Select } from './field';

const OTHERS = QUOTE_CURRENCIES.filter((code) => !USUAL_QUOTE_CURRENCIES.includes(code));

/**
 * What values are shown in: the usual currencies first, then every other one with its name. Nothing is chosen
 * before the settings are known.
 */
export function CurrencySelect() {
  const currency = useSettings(({ settings }) => settings?.quoteCurrency);
  return (
    <Select
      label="Quote currency"
      value={currency ?? ''}
      onChange={(event) => void changeSettings({ quoteCurrency: event.currentTarget.value })}
    >
      {currency === undefined ? <option value="" disabled hidden /> : null}
      {USUAL_QUOTE_CURRENCIES.map((code) => (
        <option key={code}>{code}</option>
      ))}
      <optgroup label="All currencies">
        {OTHERS.map((code) => (
          <option key={code} value={code}>
            {code} {CURRENCIES.get(code)}
          </option>
        ))}
      </optgroup>
    </Select>
  );
}
