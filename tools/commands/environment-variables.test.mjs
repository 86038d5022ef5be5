// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.mjs';
import { environmentVariables } from './environment-variables.mjs';

/** Read, though neither users nor our own programs set them for ours. */
const ofOthers = ['ELECTRON_RUN_AS_NODE', 'TMPDIR', 'BARE_UTILITIES'];

const sources = ['electron', 'renderer', 'shared', 'tools', 'e2e']
  .flatMap((floor) =>
    readdirSync(path.join(repositoryRoot, floor), { recursive: true, encoding: 'utf8' }).map(
      (file) => path.join(floor, file),
    ),
  )
  .concat('vitest.config.ts')
  .filter(
    (file) => /\.(tsx?|[mc]js)$/.test(file) && !/before-records|environment-variables/.test(file),
  )
  .map((file) => readFileSync(path.join(repositoryRoot, file), 'utf8'));

describe('the variables of the environment', () => {
  it('are all described: what is read by name', () => {
    const read = sources.flatMap((text) => [
      ...[...text.matchAll(/\benv\??\.?\[?'?([A-Z][A-Z0-9_]{2,})'?\]?/g)].map(([, name]) => name),
      ...[...text.matchAll(/\b(PORTOLAN_[A-Z_]+)\b/g)].map(([, name]) => name),
    ]);
    const known = new Set([
      ...environmentVariables.map(({ name }) => name),
      ...ofOthers,
      'VARIABLE',
    ]);
    expect(read.length).toBeGreaterThan(20);
    expect([...new Set(read)].filter((name) => name === undefined || !known.has(name))).toEqual([]);
  });

  it('are all read somewhere', () => {
    const all = sources.join('\n');
    const lost = environmentVariables.filter(({ name }) => !all.includes(name));
    expect(lost).toEqual([]);
  });
});
