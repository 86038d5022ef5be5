const MOST_BYTES = 1_000_000;

/** The text of a file that the user chose, or why it cannot be one of holdings. */
export async function readCsvFile(
  file: Pick<File, 'name' | 'size' | 'arrayBuffer'>,
): Promise<
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string }
> {
  if (file.size > MOST_BYTES)
    return {
      ok: false,
      problem: `${file.name} is larger than any list of holdings: 1 MB at most.`,
    };
  try {
    const bytes = await file.arrayBuffer();
    // Fatal: letters that were not understood must not become others.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return { ok: true, text };
  } catch {
    // Falls through: it is not UTF-8, or has gone since it was chosen.
  }
  return { ok: false, problem: `${file.name} could not be read. Save it as CSV in UTF-8.` };
}
