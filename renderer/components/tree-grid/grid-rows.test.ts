import { describe, expect, it } from 'vitest';
import { indexOfActive, moveOf, placesOf, type GridRow, type RowMove } from './grid-rows';

/** Two open lines, one closed, and one that cannot be opened. */
const rows: readonly GridRow[] = [
  { id: 'kraken', level: 1, expanded: true },
  { id: 'main', level: 2, expanded: true },
  { id: 'spot', level: 3 },
  { id: 'earn', level: 3 },
  { id: 'off', level: 2, expanded: undefined },
  { id: 'okx', level: 1, expanded: true },
  { id: 'other', level: 2, expanded: false },
];
const PAGE = 3;
const press = (current: number, key: string, held: object = {}): RowMove | undefined =>
  moveOf(rows, current, { key, ctrlKey: false, metaKey: false, altKey: false, ...held }, PAGE);
const to = (index: number): RowMove => ({ kind: 'go', to: index });
const opened = (open: boolean): RowMove => ({ kind: 'open', open });

describe('keys in a tree grid', () => {
  it.each<[string, number, string, RowMove | undefined]>([
    ['ArrowRight enters what is open', 0, 'ArrowRight', to(1)],
    ['ArrowRight opens what is closed', 6, 'ArrowRight', opened(true)],
    ['ArrowRight does nothing where nothing can be opened', 2, 'ArrowRight', undefined],
    ['ArrowLeft closes', 1, 'ArrowLeft', opened(false)],
    ['ArrowLeft goes to the parent', 3, 'ArrowLeft', to(1)],
    ['ArrowLeft goes to the parent of what cannot be opened', 4, 'ArrowLeft', to(0)],
    ['ArrowLeft goes to the parent of what is closed', 6, 'ArrowLeft', to(5)],
    ['ArrowDown goes on', 1, 'ArrowDown', to(2)],
    ['ArrowDown stays at the last line', 6, 'ArrowDown', to(6)],
    ['ArrowUp stays at the first line', 0, 'ArrowUp', to(0)],
    ['PageDown goes a page on', 0, 'PageDown', to(PAGE)],
    ['PageDown goes no further than the last', 5, 'PageDown', to(6)],
    ['PageUp goes a page back', 5, 'PageUp', to(2)],
    ['Home goes to the first line', 4, 'Home', to(0)],
    ['End goes to the last line', 0, 'End', to(6)],
    ['Space closes', 0, ' ', opened(false)],
    ['Space opens', 6, ' ', opened(true)],
    ['Space is left to the page where nothing can be opened', 2, ' ', undefined],
    ['Enter acts', 2, 'Enter', { kind: 'act' }],
    ['letters do nothing', 0, 'x', undefined],
  ])('%s', (_name, current, key, move) => {
    expect(press(current, key)).toEqual(move);
  });

  it('with Control, Home and End go to the ends, and all others are left to the app', () => {
    expect(press(3, 'Home', { ctrlKey: true })).toEqual(to(0));
    expect(press(3, 'End', { ctrlKey: true })).toEqual(to(6));
    for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
      for (const key of ['ArrowDown', 'ArrowRight', 'Enter', ' '])
        expect(press(0, key, held)).toBeUndefined();
    expect(press(3, 'Home', { altKey: true })).toBeUndefined();
  });

  it('do nothing where there are no lines', () => {
    const key = { key: 'End', ctrlKey: false, metaKey: false, altKey: false };
    expect(moveOf([], -1, key, PAGE)).toBeUndefined();
  });
});

describe('the places of lines', () => {
  it('are counted among those of the same parent', () => {
    expect(placesOf(rows)).toEqual([
      { position: 1, siblings: 2 },
      { position: 1, siblings: 2 },
      { position: 1, siblings: 2 },
      { position: 2, siblings: 2 },
      { position: 2, siblings: 2 },
      { position: 2, siblings: 2 },
      { position: 1, siblings: 1 },
    ]);
  });

  it('are none without lines', () => {
    expect(placesOf([])).toEqual([]);
  });
});

describe('the active line', () => {
  it('is the first until another is chosen', () => {
    expect(indexOfActive(rows, { id: undefined, index: 0 })).toBe(0);
    expect(indexOfActive([], { id: undefined, index: 0 })).toBe(-1);
  });

  it('stays the same one where lines change places', () => {
    expect(indexOfActive([...rows].reverse(), { id: 'spot', index: 2 })).toBe(4);
  });

  it('is what took its place when it is gone, the last one at the end', () => {
    const left = rows.filter(({ id }) => id !== 'spot');
    expect(indexOfActive(left, { id: 'spot', index: 2 })).toBe(2);
    expect(indexOfActive(rows.slice(0, 3), { id: 'other', index: 6 })).toBe(2);
    expect(indexOfActive([], { id: 'other', index: 6 })).toBe(-1);
  });
});
