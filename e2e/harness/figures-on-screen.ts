import type { Page } from '@playwright/test';

/** A text with a digit in it that a user can read, and where it stands. */
export interface Figure {
  /** The names of what it is in, from the screen inwards: region, line, column. */
  readonly place: string;
  readonly text: string;
}

/** Figures as lines that tests compare, `place | text`, with plain spaces. */
export function asLines(figures: readonly Figure[]): string[] {
  return figures.map(({ place, text }) => `${place} | ${text.replace(/\s+/g, ' ')}`);
}

/**
 * Every figure of the screen that is open, in the order of the page: amounts as one text each however they
 * are set, what a field holds or a slider stands at, everything else by the innermost element that says it. What is
 * scrolled away counts; what is hidden, decoration or meant for a voice alone does not. Names of screens, ranges and columns may have digits: they
 * are no figures, and tests name them.
 */
export function figuresOnScreen(page: Page): Promise<Figure[]> {
  return page.evaluate(() => {
    const screen = document.querySelector('main');
    if (screen === null) throw new Error('there is no screen');
    const found: { place: string; text: string }[] = [];
    const isFigure = (text: string): boolean => /\d/.test(text);
    const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
    const isDecoration = (element: Element): boolean =>
      element.getAttribute('aria-hidden') === 'true';

    const isInSight = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      const { visibility, display } = getComputedStyle(element);
      return width > 1 && height > 1 && visibility !== 'hidden' && display !== 'none';
    };
    const words = (element: Element): string[] => {
      if (isDecoration(element)) return [];
      return [...element.childNodes].flatMap((node) =>
        node instanceof Element ? words(node) : [plain(node.textContent ?? '')],
      );
    };
    const namesIn = (element: Element | null | undefined): string =>
      element === null || element === undefined
        ? ''
        : words(element)
            .filter((word) => word !== '' && !isFigure(word))
            .join(' ');
    const nameOf = (element: Element): string => {
      const column = element.getAttribute('data-column');
      if (column !== null) return column;
      const role = element.getAttribute('role');
      if (role === 'row' || element.tagName === 'TR') {
        const first = element.children[0];
        const names = namesIn(first);
        // A line whose name is a figure has no other name.
        return /\p{L}/u.test(names) ? names : plain(first?.textContent ?? '');
      }
      if (role === 'gridcell' || role === 'cell' || element.tagName === 'TD') {
        const cells = [...(element.parentElement?.children ?? [])];
        const at = cells
          .slice(0, cells.indexOf(element))
          .reduce((columns, cell) => columns + Number(cell.getAttribute('aria-colspan') ?? 1), 0);
        const table = element.closest('[role=treegrid], [role=grid], [role=table], table');
        return namesIn(table?.querySelectorAll('[role=columnheader], thead th')[at]);
      }
      if (element.tagName === 'LI') return namesIn(element);
      if (element.tagName === 'DD')
        return plain(element.parentElement?.querySelector('dt')?.textContent ?? '');
      return element.getAttribute('aria-label') ?? '';
    };
    const placeOf = (element: Element): string => {
      const names: string[] = [];
      for (let at: Element | null = element; at !== null && at !== screen; at = at.parentElement)
        names.unshift(nameOf(at));
      return names.filter((name) => name !== '').join(' > ');
    };
    /** What is set in a field: of a slider as it is said, of a choice in its words. */
    const setIn = (element: Element): string | undefined => {
      if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? '';
      if (!(element instanceof HTMLInputElement)) return undefined;
      return element.getAttribute('aria-valuetext') ?? element.value;
    };
    const visit = (element: Element): void => {
      if (!isInSight(element)) return;
      const set = setIn(element);
      if (set !== undefined) {
        if (isFigure(set)) found.push({ place: placeOf(element), text: plain(set) });
        return;
      }
      if (element.hasAttribute('data-amount')) {
        const text = plain(element.textContent ?? '');
        if (isFigure(text)) found.push({ place: placeOf(element), text });
        return;
      }
      const own = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent ?? '')
        .join('');
      if (isFigure(own)) found.push({ place: placeOf(element), text: plain(own) });
      for (const child of element.children) visit(child);
    };
    visit(screen);
    return found;
  });
}
