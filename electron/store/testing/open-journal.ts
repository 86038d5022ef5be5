import { Journal, type JournalOptions } from '../outbox/journal';
import { scanJournal } from '../outbox/scan-journal';

export const JOURNAL_ID = '11111111-2222-4333-8444-555555555555';
export const INSTALLATION_ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

/** Opens the journal in a folder by itself, as the store would; `aside` gets what it sets aside. */
export async function openJournal(
  folder: string,
  more: Partial<JournalOptions> & { readonly aside?: string[] } = {},
): Promise<Journal> {
  const id = more.id ?? JOURNAL_ID;
  return Journal.open(folder, await scanJournal(folder, id), {
    id,
    installation: INSTALLATION_ID,
    schema: 1,
    fromTheBeginning: true,
    now: Date.now,
    setAside: (file) => {
      more.aside?.push(file);
      return Promise.resolve();
    },
    ...more,
  });
}
