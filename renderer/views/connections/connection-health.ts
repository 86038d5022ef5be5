import { isCountedElsewhere, type CoverageCell } from '../../../shared/portfolio/coverage';
import { isNotOpened } from '../../stores/accounts-tree';
import type { Connection, KeyProbe, VenueInfo } from '../../../shared/portfolio/venue';

export interface ConnectionHealth {
  readonly tone: 'good' | 'warning' | 'bad' | 'off' | 'waiting';
  readonly text: string;
  /** The text is about accounts whose last good answer is carried on. */
  readonly carriedOn?: boolean;
}

/** How a connection stands, by the worst thing known of its accounts. */
export function connectionHealth(
  connection: Connection,
  cells: readonly CoverageCell[],
): ConnectionHealth {
  if (!connection.enabled) return { tone: 'off', text: 'Disabled: not read, not in the total' };
  return cellsHealth(cells);
}

/** How several accounts stand together. */
export function cellsHealth(cells: readonly CoverageCell[]): ConnectionHealth {
  if (cells.some(({ coverage }) => isCountedElsewhere(coverage)))
    return { tone: 'warning', text: 'Counted in another connection' };
  const supported = cells.filter(
    (cell) => cell.coverage.state !== 'unsupported' && !isNotOpened(cell),
  );
  const count = (...states: readonly string[]) =>
    supported.filter(({ coverage }) => states.includes(coverage.state)).length;
  const accounts = (number: number) => `${number} ${number === 1 ? 'account' : 'accounts'}`;
  const failed = count('failed');
  const forbidden = count('no-permission');
  const stale = count('stale');
  const partly = count('partly');
  const pending = count('pending');
  const positions = cells.filter((cell) => cell.positions?.state === 'failed').length;
  if (failed > 0) return { tone: 'bad', text: `${accounts(failed)} failed` };
  if (stale > 0) return { tone: 'warning', text: `${accounts(stale)} carried on`, carriedOn: true };
  if (partly > 0) return { tone: 'warning', text: `${accounts(partly)} partly read` };
  if (forbidden > 0) return { tone: 'warning', text: `${accounts(forbidden)} without permission` };
  if (positions > 0)
    return { tone: 'warning', text: `positions of ${accounts(positions)} not read` };
  if (pending > 0 || cells.length === 0) return { tone: 'waiting', text: 'Being read' };
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

/** What is worth knowing of a connection beside its name: what it watches, what its key may do. */
export function connectionFacts(
  connection: Connection,
  kind: VenueInfo['kind'],
): readonly string[] {
  const { probe, demo, secretStorage } = connection;
  if (kind === 'manual') return ['entered by you'];
  const words = demo
    ? ['simulated']
    : kind === 'chain'
      ? [probe?.watches ?? 'watched by address']
      : [...(probe?.watches === undefined ? [] : [probe.watches]), ...keyWords(probe)];
  const kept =
    kind === 'chain' ? 'address kept for this run only' : 'secret kept for this run only';
  return secretStorage === 'session' ? [...words, kept] : words;
}
