import { describe, expect, it } from 'vitest';
import { textOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { allNumberedPages, allPages, type Page } from './pages';

const idOf = (row: Row): string => textOf(row, 'id');
const rows = (...ids: readonly string[]): Row[] => ids.map((id) => ({ id }));
const read = (pages: readonly Page<number>[]) => {
  const asked: number[] = [];
  const answer = allPages(
    'savings',
    0,
    (cursor) => {
      asked.push(cursor);
      return Promise.resolve(pages[cursor] ?? { rows: [] });
    },
    idOf,
  );
  return { asked, answer };
};

describe('a list that comes in pages', () => {
  it('is read to its last page', async () => {
    const { asked, answer } = read([
      { rows: rows('1', '2'), next: 1 },
      { rows: rows('3'), next: 2 },
      { rows: rows() },
    ]);
    expect((await answer).map(idOf)).toEqual(['1', '2', '3']);
    expect(asked).toEqual([0, 1, 2]);
  });

  it('may have rows of one name on one page', async () => {
    const { answer } = read([{ rows: rows('1', '1') }]);
    expect(await answer).toHaveLength(2);
  });

  it.each([
    ['gives a page again', [{ rows: rows('1'), next: 0 }], 'overlap'],
    [
      'moved on between two pages',
      [{ rows: rows('2', '1'), next: 1 }, { rows: rows('1', '0') }],
      'overlap',
    ],
    ['says that there is more and gives none', [{ rows: rows(), next: 1 }], 'missing'],
    [
      'has no end',
      Array.from({ length: 60 }, (_, page) => ({ rows: rows(String(page)), next: page + 1 })),
      'missing',
    ],
  ])('is a failure if it %s', async (_what, pages: Page<number>[], detail) => {
    const { answer, asked } = read(pages);
    await expect(answer).rejects.toMatchObject({
      code: 'bad-response',
      detail: expect.stringContaining(detail) as unknown,
    });
    expect(asked.length).toBeLessThanOrEqual(50);
  });

  it('fails with one of its pages', async () => {
    const answer = allPages('savings', 0, () => Promise.reject(new VenueFailure('timeout')), idOf);
    await expect(answer).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('a list whose pages tell how many rows there are', () => {
  const pages = [rows('1', '2'), rows('3')];
  const counting = (total: number) =>
    allNumberedPages(
      'savings',
      (page) => Promise.resolve({ rows: pages[page - 1] ?? [], inAll: total }),
      idOf,
    );

  it('is read until there are so many', async () => {
    expect((await counting(3)).map(idOf)).toEqual(['1', '2', '3']);
    expect((await counting(2)).map(idOf)).toEqual(['1', '2']);
  });

  it.each([0, 1, 4])('is a failure if it tells of %d and has others', async (total) => {
    await expect(counting(total)).rejects.toMatchObject({ code: 'bad-response' });
  });
});
