import type { CoverageCell } from '../../../shared/portfolio/coverage';
import type { Connection, KeyProbe } from '../../../shared/portfolio/venue';

export interface ConnectionHealth {
  readonly tone: 'good' | 'warning' | 'bad' | 'off' | 'waiting';
  readonly text: string;
}

/** How a connection stands, by the worst thing known of its accounts. */
export function connectionHealth(
  connection: Connection,
  cells: readonly CoverageCell[],
): ConnectionHealth {
  if (!connection.enabled) return { tone: 'off', text: 'Disabled: not read, not in the total' };
  const supported = cells.filter(({ coverage }) => coverage.state !== 'unsupported');
  const count = (...states: readonly string[]) =>
    supported.filter(({ coverage }) => states.includes(coverage.state)).length;
  const accounts = (number: number) => `${number} ${number === 1 ? 'account' : 'accounts'}`;
  const failed = count('failed');
  const forbidden = count('no-permission');
  const stale = count('stale');
  const pending = count('pending');
  if (failed > 0) return { tone: 'bad', text: `${accounts(failed)} failed` };
  if (stale > 0) return { tone: 'warning', text: `${accounts(stale)} carried on` };
  if (forbidden > 0) return { tone: 'warning', text: `${accounts(forbidden)} without permission` };
  if (pending > 0 || supported.length === 0) return { tone: 'waiting', text: 'Being read' };
  return { tone: 'good', text: `${accounts(supported.length)} read` };
}

/** What the key may do, in a few words; nothing where the venue offers no way to ask. */
export function keyWords(probe: KeyProbe | undefined): readonly string[] {
  if (probe === undefined) return ['key not probed yet'];
  const { permissions, ipRestricted } = probe;
  const words: string[] = [];
  if (permissions.withdraw === 'yes') words.push('can withdraw');
  if (permissions.trade === 'yes') words.push('can trade');
  if (permissions.trade === 'no' && permissions.withdraw === 'no') words.push('read-only key');
  if (permissions.withdraw === 'unknown') words.push('venue does not tell what the key may do');
  if (ipRestricted === 'yes') words.push('bound to addresses');
  return words;
}
