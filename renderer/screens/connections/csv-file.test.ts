import { describe, expect, it } from 'vitest';
import { readCsvFile } from './csv-file';

const file = (bytes: readonly number[], size = bytes.length) => ({
  name: 'bank.csv',
  size,
  arrayBuffer: () => Promise.resolve(new Uint8Array(bytes).buffer),
});
const bytesOf = (text: string) => [...new TextEncoder().encode(text)];

describe('a chosen file', () => {
  it('is read as UTF-8, its mark included', async () => {
    const text = '\ufeffasset,amount,note\nEUR,1,Konto für Möbel\n';
    expect(await readCsvFile(file(bytesOf(text)))).toEqual({ ok: true, text });
  });

  it('is refused in another encoding rather than read with other letters', async () => {
    const latin1 = [0x61, 0xfc, 0x0a];
    const utf16 = [0xff, 0xfe, 0x61, 0x00];
    for (const bytes of [latin1, utf16])
      expect(await readCsvFile(file(bytes))).toMatchObject({
        ok: false,
        problem: expect.stringMatching(/UTF-8/) as string,
      });
  });

  it('is refused when it is too large, without being read', async () => {
    expect(await readCsvFile(file([], 1_000_001))).toMatchObject({ ok: false });
  });
});
