import { expect, test } from 'vitest';
import { failure } from '../../../shared/base/failure';
import { DatabaseTroubleWatch } from './database-trouble-watch';

test('a database that takes nothing is said once, and once that it takes entries again', () => {
  const said: string[] = [];
  const watch = new DatabaseTroubleWatch((level, text) => said.push(`${level}: ${text}`));
  const ready = { state: 'ready', engine: 'PostgreSQL 17', waiting: 0 } as const;
  const full = failure('storage', 'The disk of the data folder is full.', { hint: 'Make room.' });
  watch.follow({ state: 'opening' });
  watch.follow(ready);
  expect(said).toEqual([]);
  for (let refused = 1; refused <= 37; refused++)
    watch.follow({ ...ready, refusing: { failure: full, since: 0, refused } });
  watch.follow({ state: 'opening' });
  watch.follow(ready);
  watch.follow(ready);
  expect(said).toEqual([
    'error: The history is not recorded at present. The disk of the data folder is full. Make room.',
    'info: The history is recorded again. 37 writes were refused meanwhile.',
  ]);
});
