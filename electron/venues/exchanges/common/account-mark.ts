import { createHash } from 'node:crypto';

/**
 * What an account is known by, made of the id that the venue gives it: the same for every key of the
 * account. Only this is kept, in the database and in memory. A plain SHA-256: it must be comparable with
 * one that was made on another computer or restored from a backup, and a salt kept beside it would not
 * keep anybody who has both from trying all ids. It keeps the id itself out of files, logs and sight.
 * @param space whose ids they are: a venue, or several that share their users
 */
export function accountMark(space: string, id: string): string {
  const digest = createHash('sha256').update(`account of ${space}\n${id}`).digest('hex');
  return `${space}:${digest}`;
}
