// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from './repository.mjs';

const renderer = path.join(repositoryRoot, 'renderer');

// `border` and `border-color` with a mix of colours that are variables.
it('no border is of mixed colours, for which Chromium 114 takes the colour of the text', () => {
  const styles = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.css'),
  );
  expect(styles.length).toBeGreaterThan(40);
  const mixed = styles.filter((file) =>
    /\bborder[a-z-]*:[^;]*color-mix\(/.test(readFileSync(path.join(renderer, file), 'utf8')),
  );
  expect(mixed).toEqual([]);
});
