import { expect, it } from 'vitest';
import { openConnectionBench } from '../testing/connection-bench';
import { settle } from '../testing/fake-clock';

it('says of a refresh that comes too soon when it may be asked for again', async () => {
  const { added, clock, collector } = await openConnectionBench();
  const { id } = await added();
  await settle();
  const readAt = clock.now();
  await clock.advance(1500);
  for (const which of [undefined, id]) {
    const refused = await collector.refresh(which);
    expect(refused).toMatchObject({
      code: 'rate-limited',
      retry: { kind: 'after', at: readAt + 5000 },
    });
  }
  await clock.advance(3500);
  expect(await collector.refresh()).toBeUndefined();
});
