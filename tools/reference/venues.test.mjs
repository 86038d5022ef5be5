import { expect, it } from 'vitest';
import { firstClassVenues } from '../../electron/venues/exchanges/venues';
import { venuePagesReference, venuesReference } from './venues.mjs';

const pages = new Map(
  (await venuePagesReference.makePages()).map(({ file, text }) => [file, text]),
);
const [overview] = await venuesReference.makePages();

it.each(firstClassVenues)(
  '$info.id: its page says of each account what is read',
  ({ info, policy }) => {
    const page = pages.get(`docs/venues/${info.id}.md`) ?? '';
    const twin = /^As at .*: (.*)\.$/m.exec(page)?.[1]?.split(', ');
    const described =
      twin ?? [...page.matchAll(/^### (.*)\n\n- Read by: ./gm)].map(([, type]) => type);
    expect(info.accountTypes.filter((type) => !described.includes(type))).toEqual([]);
    const requests = Object.keys(policy.requests ?? {});
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter((request) => !page.includes(`| \`${request}\` |`))).toEqual([]);
    expect(overview?.text).toContain(`[${info.name}](venues/${info.id}.md)`);
  },
);

it('no page has rows that nobody can read', () => {
  const rows = [...pages.values(), overview?.text ?? ''].flatMap((text) =>
    text.split('\n').filter((line) => line.startsWith('|')),
  );
  expect(rows.filter((row) => row.length > 300)).toEqual([]);
});
