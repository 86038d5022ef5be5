import { z } from 'zod';
import { isStorable, labelText, noteText } from './storable-text';

const UNSEEN = 'There is a character in it that cannot be stored or seen. Type it again.';

/** A name that somebody typed, cleaned. @param missing what is said when nothing is left */
export function nameSchema(longest: number, missing: string) {
  return z.string().transform(labelText).pipe(z.string().min(1, missing).max(longest));
}

/** A note that somebody typed, cleaned; may be empty and have several lines. */
export function noteSchema(longest: number) {
  return z.string().transform(noteText).pipe(z.string().max(longest));
}

/** An id or a code, which is refused rather than changed: cleaned it would be another one. */
export function codeSchema(longest: number) {
  return z.string().min(1).max(longest).refine(isStorable, UNSEEN);
}

export const venueIdSchema = z
  .string()
  .regex(/^[a-z0-9]{2,40}$/)
  // A name that every object has is no venue's, and would be found in any table of venues.
  .refine((id) => !(id in Object.prototype));
