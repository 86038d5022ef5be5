import { isKeepable } from '../base/storable-text';

/** Whether every text in a plain value can be stored as it is. */
export function isKeepableValue(value: unknown): boolean {
  if (typeof value === 'string') return isKeepable(value);
  if (Array.isArray(value)) return value.every(isKeepableValue);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, one]) => isKeepable(name) && isKeepableValue(one));
}
