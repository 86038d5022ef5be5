import { expect, type Locator, type Page } from '@playwright/test';

/**
 * Walks a tree grid by the keys that all of them have, and reads what they tell a voice:
 * https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/. All of its lines have to be in sight.
 */
export async function walkTreeGrid(page: Page, name: string): Promise<void> {
  const grid = page.getByRole('treegrid', { name, exact: true });
  const lines = grid.locator('[role=row][aria-level]');
  const focused = grid.locator('[role=row]:focus');
  const line = grid.locator('[role=row][aria-expanded]').first();
  const id = await line.getAttribute('data-key');
  const opener = grid.locator(`[role=row][data-key="${id}"]`);
  const press = (key: string): Promise<void> => page.keyboard.press(key);

  await opener.focus();
  if ((await opener.getAttribute('aria-expanded')) === 'true') await press('ArrowLeft');
  await expect(opener).toHaveAttribute('aria-expanded', 'false');
  const closed = await lines.count();
  await press('ArrowRight');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');
  await expect(opener).toBeFocused();
  await isCounted(grid);

  await press('ArrowRight');
  await expect(focused).toHaveAttribute('aria-level', '2');
  await expect(focused).toHaveAttribute('aria-posinset', '1');
  await press('ArrowUp');
  await expect(opener).toBeFocused();
  await press('ArrowDown');
  await press('ArrowLeft');
  // The first may have been open itself.
  if (!(await opener.evaluate((element) => element === document.activeElement)))
    await press('ArrowLeft');
  await expect(opener).toBeFocused();
  await press('Space');
  await expect(opener).toHaveAttribute('aria-expanded', 'false');
  await expect(lines).toHaveCount(closed);
  await press('Space');
  await expect(opener).toHaveAttribute('aria-expanded', 'true');

  await press('End');
  await expect(focused).toHaveAttribute('aria-rowindex', String((await lines.count()) + 1));
  await expect(focused).toBeInViewport({ ratio: 1 });
  await press('ArrowDown');
  await expect(focused).toHaveAttribute('aria-rowindex', String((await lines.count()) + 1));
  await press('Home');
  await expect(focused).toHaveAttribute('aria-rowindex', '2');
  await press('PageDown');
  await expect(focused).not.toHaveAttribute('aria-rowindex', '2');
  await press('Control+Home');
  await expect(focused).toHaveAttribute('aria-rowindex', '2');
}

/** Rows and columns are numbered without a gap, and one line is a stop of the Tab key. */
async function isCounted(grid: Locator): Promise<void> {
  const told = await grid.evaluate((element) => {
    const rows = [...element.querySelectorAll('[role=row]')];
    const number = (row: Element, name: string): number => Number(row.getAttribute(name));
    const lines = rows.filter((row) => row.hasAttribute('aria-level'));
    return {
      rowCount: number(element, 'aria-rowcount'),
      columns: number(element, 'aria-colcount'),
      heads: element.querySelectorAll('[role=columnheader]').length,
      indexes: rows.map((row) => number(row, 'aria-rowindex')),
      stops: lines.filter((row) => row.getAttribute('tabindex') === '0').length,
      placed: lines.every((row) => {
        const position = number(row, 'aria-posinset');
        return position >= 1 && position <= number(row, 'aria-setsize');
      }),
      named: lines.every(
        (row) =>
          row.querySelector(':scope > [role=rowheader]:first-child') !== null ||
          row.querySelector(':scope > [aria-colspan]') !== null,
      ),
    };
  });
  expect(told).toEqual({
    rowCount: told.indexes.length,
    columns: told.heads,
    heads: told.heads,
    indexes: told.indexes.map((_, at) => at + 1),
    stops: 1,
    placed: true,
    named: true,
  });
}
