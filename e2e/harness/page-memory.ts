import type { Page } from '@playwright/test';

/**
 * Every string that the page's JavaScript can still reach, and what its fields hold. A heap snapshot
 * collects garbage first, so what is found was kept.
 */
export async function pageMemory(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  // One collection leaves fields behind that nothing reaches any more; what outlives two is kept.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const fields = await page
    .locator('input, textarea')
    .evaluateAll((elements) => elements.map((element) => (element as HTMLInputElement).value));
  return [...chunks, ...fields].join('\n');
}
