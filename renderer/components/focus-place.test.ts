import { afterEach, describe, expect, it, vi } from 'vitest';
import { focusFirstOf } from './focus-place';

/** As much of a page as there is to it: what is not drawn cannot have the focus. */
function page(...fields: readonly { readonly isDrawn: boolean }[]) {
  const document = { activeElement: undefined as unknown };
  vi.stubGlobal('document', document);
  const elements = fields.map(({ isDrawn }) => {
    const element = {
      isConnected: true,
      focus: () => {
        if (isDrawn) document.activeElement = element;
      },
    };
    return element as Pick<HTMLElement, 'isConnected' | 'focus'>;
  });
  return { document, elements };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the first of several that takes the focus', () => {
  it('is the first that is drawn', () => {
    const { document, elements } = page({ isDrawn: false }, { isDrawn: true }, { isDrawn: true });
    expect(focusFirstOf(elements)).toBe(true);
    expect(document.activeElement).toBe(elements[1]);
  });

  it('is told from none, so that something else takes it', () => {
    expect(focusFirstOf(page({ isDrawn: false }).elements)).toBe(false);
    expect(focusFirstOf([])).toBe(false);
  });
});
