import { VenueFailure } from '../../reading/venue-failure';

/**
 * What several accounts hold together. One that was never opened holds nothing; any other failure is one
 * of them all.
 * @throws VenueFailure `account-not-enabled` if none was ever opened
 */
export async function readOpenedAccounts<T>(
  parts: readonly (() => Promise<readonly T[]>)[],
): Promise<T[]> {
  const outcomes = await Promise.all(
    parts.map(async (read) => {
      try {
        return await read();
      } catch (error) {
        if (error instanceof VenueFailure && error.code === 'account-not-enabled') return error;
        throw error;
      }
    }),
  );
  const opened = outcomes.filter((each): each is readonly T[] => !(each instanceof VenueFailure));
  const [first] = outcomes;
  if (opened.length === 0 && first instanceof VenueFailure) throw first;
  return opened.flat();
}
