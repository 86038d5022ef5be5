import type * as promises from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { refuseFlushes } from '../testing/recording-disk';
import { temporaryFolder } from '../testing/temporary-folder';
import { openSegmentWriter } from './segment-writer';

vi.mock('node:fs/promises', async (original) => {
  const { recording } = await import('../testing/recording-disk');
  return recording(await original<typeof promises>());
});

test('what was written but not flushed is refused, and is gone from the file at once', async () => {
  onTestFinished(() => refuseFlushes(undefined));
  const file = path.join(await temporaryFolder(), 'segment');
  const writer = await openSegmentWriter(file, Buffer.from('header '));
  await writer.append(Buffer.from('kept '));
  refuseFlushes('EIO');
  await expect(writer.append(Buffer.from('refused'))).rejects.toThrow('EIO');
  expect(await readFile(file, 'utf8')).toBe('header kept ');
  refuseFlushes(undefined);
  await writer.append(Buffer.from('and more'));
  expect(await readFile(file, 'utf8')).toBe('header kept and more');
  await writer.close();
});
