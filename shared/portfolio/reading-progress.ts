import type { ConnectionId } from '../base/ids';
import { isNotOpened, unreadParts, type CoverageCell, type CoverageState } from './coverage';

/** How far the accounts of a portfolio are read, those left out that Portolan cannot read or nobody opened. */
export interface ReadingProgress {
  /** As far as is known. */
  readonly accounts: number;
  /** Their last answer, whole or in part, is what counts. */
  readonly read: number;
  /** They have no outcome in this run yet. */
  readonly awaited: number;
  /** Nothing is known of them: they failed, or the key may not read them. */
  readonly notRead: number;
  /** They did not answer again: what they held at their last answer counts. */
  readonly carriedOn: number;
  /** Some of their products could not be read at their last answer. */
  readonly partly: number;
  /** Connections whose accounts are not known yet. */
  readonly unlisted: number;
}

/**
 * @param cells of the accounts in question
 * @param connections those that are enabled and should have accounts
 */
export function readingProgress(
  cells: readonly Pick<CoverageCell, 'connectionId' | 'coverage'>[],
  connections: Iterable<ConnectionId> = [],
): ReadingProgress {
  const listed = new Set(cells.map(({ connectionId }) => connectionId));
  const states = cells
    .map(({ coverage }) => coverage)
    .filter((coverage) => coverage.state !== 'unsupported' && !isNotOpened(coverage));
  const count = (is: (coverage: CoverageState) => boolean): number => states.filter(is).length;
  return {
    accounts: states.length,
    read: count(({ state }) => state === 'ok' || state === 'empty' || state === 'partly'),
    awaited: count(isAwaited),
    notRead: count(({ state }) => state === 'failed' || state === 'no-permission'),
    carriedOn: count((coverage) => coverage.state === 'stale' && !isAwaited(coverage)),
    partly: count((coverage) => unreadParts(coverage).length > 0),
    unlisted: [...connections].filter((id) => !listed.has(id)).length,
  };
}

/** Of several groups of accounts together. */
export function addProgress(parts: readonly ReadingProgress[]): ReadingProgress {
  return parts.reduce(
    (sum, part) => ({
      accounts: sum.accounts + part.accounts,
      read: sum.read + part.read,
      awaited: sum.awaited + part.awaited,
      notRead: sum.notRead + part.notRead,
      carriedOn: sum.carriedOn + part.carriedOn,
      partly: sum.partly + part.partly,
      unlisted: sum.unlisted + part.unlisted,
    }),
    readingProgress([]),
  );
}

/** No outcome in this run: what is carried on of an earlier one was not asked for again, or not answered yet. */
export function isAwaited(coverage: CoverageState): boolean {
  return (
    coverage.state === 'pending' || (coverage.state === 'stale' && coverage.failure === undefined)
  );
}

/** Every account has an outcome. */
export function hasAllOutcomes({ awaited, unlisted }: ReadingProgress): boolean {
  return awaited === 0 && unlisted === 0;
}

/** Every account answered, and whole. */
export function isWhollyRead(progress: ReadingProgress): boolean {
  const { notRead, carriedOn, partly } = progress;
  return hasAllOutcomes(progress) && notRead === 0 && carriedOn === 0 && partly === 0;
}

/** `13 of 26 accounts read`; absent once every account has an outcome. */
export function progressWords(progress: ReadingProgress): string | undefined {
  if (hasAllOutcomes(progress)) return undefined;
  const { accounts, read, unlisted } = progress;
  const more = `${unlisted} ${unlisted === 1 ? 'connection' : 'connections'}`;
  if (accounts === 0) return `${more} being read`;
  const done = `${read} of ${accounts} ${accounts === 1 ? 'account' : 'accounts'} read`;
  return unlisted === 0 ? done : `${done}, ${more} to come`;
}

/** What a sum over the accounts lacks; nothing once all that there is was read. */
export function missingWords(progress: ReadingProgress): readonly string[] {
  const { notRead, partly } = progress;
  const reading = progressWords(progress);
  const accounts = (number: number): string => `${number} ${number === 1 ? 'account' : 'accounts'}`;
  return [
    ...(reading === undefined ? [] : [reading]),
    ...(notRead === 0 ? [] : [`${accounts(notRead)} not read`]),
    ...(partly === 0 ? [] : [`${accounts(partly)} partly read`]),
  ];
}
