import { expect, it } from 'vitest';
import { openEngine } from './engine';

it('the engine takes 16 MB for its buffers, not all that it is built to take', async () => {
  const engine = await openEngine();
  try {
    const [row] = await engine.query(`show shared_buffers`);
    expect(row).toEqual({ shared_buffers: '16MB' });
  } finally {
    await engine.close();
  }
});
