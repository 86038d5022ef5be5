import {
  isCountedElsewhere,
  isNotOpened,
  unreadParts,
  type CoverageCell,
  type CoverageState,
} from '../../../shared/portfolio/coverage';
import type { Connection, KeyProbe, VenueInfo } from '../../../shared/portfolio/venue';

export interface ConnectionHealth {
  readonly tone: 'good' | 'warning' | 'bad' | 'off' | 'waiting';
  readonly text: string;
  /** The text is about accounts whose last good answer is carried on. */
  readonly carriedOn?: boolean;
}

/** How a connection stands: all that is known against its accounts, the worst first. */
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
    ({ coverage }) => coverage.state !== 'unsupported' && !isNotOpened(coverage),
  );
  const count = (of: (cell: CoverageCell) => boolean) => supported.filter(of).length;
  const inState = (state: CoverageState['state']) =>
    count(({ coverage }) => coverage.state === state);
  const [failed, stale, forbidden] = [
    inState('failed'),
    inState('stale'),
    inState('no-permission'),
  ];
  const partly = count(({ coverage }) => unreadParts(coverage).length > 0);
  const pending = inState('pending');
  const positions = cells.filter((cell) => cell.positions?.state === 'failed').length;
  // All that is known against it: the worst would hide the others.
  const troubles = [
    troubleOf(failed, 'failed'),
    troubleOf(stale, 'carried on'),
    troubleOf(partly, 'partly read'),
    troubleOf(forbidden, 'without permission'),
    troubleOf(positions, 'with positions not read'),
  ].flat();
  const waiting = pending > 0 || cells.length === 0;
  if (troubles.length === 0 && !waiting)
    return { tone: 'good', text: `${accounts(supported.length)} read` };
  const [first] = troubles;
  if (first === undefined)
    return {
      tone: 'waiting',
      text: supported.length === 0 ? 'Being read' : progressText(supported.length, pending),
    };
  const texts = troubles.map(({ number, words }, index) =>
    index === 0 ? `${accounts(number)} ${words}` : `${number} ${words}`,
  );
  return {
    tone: failed > 0 ? 'bad' : 'warning',
    text: [...texts, ...(pending > 0 ? [`${pending} being read`] : [])].join(', '),
    ...(stale > 0 ? { carriedOn: true } : {}),
  };
}

function troubleOf(number: number, words: string) {
  return number === 0 ? [] : [{ number, words }];
}

function accounts(number: number): string {
  return `${number} ${number === 1 ? 'account' : 'accounts'}`;
}

function progressText(all: number, pending: number): string {
  return `${all - pending} of ${accounts(all)} read`;
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
