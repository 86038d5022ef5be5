import { expect, type Page } from '@playwright/test';

/**
 * What has the focus, by its role and accessible name: `textbox "API key"`; `nothing` where keys go nowhere.
 */
export async function focusOf(page: Page): Promise<string> {
  const isNowhere = await page.evaluate(
    () => document.activeElement === null || document.activeElement === document.body,
  );
  if (isNowhere) return 'nothing';
  const [line = ''] = (await page.locator('*:focus').ariaSnapshot()).split('\n');
  // A name with a colon in it makes the line a quoted one.
  return /^- '?([a-z]+(?: "(?:[^"\\]|\\.)*")?)/.exec(line)?.[1] ?? line;
}

/** Presses a key, then waits until the focus is where it should be. */
export async function press(page: Page, key: string, focus: string | RegExp): Promise<void> {
  await page.keyboard.press(key);
  await hasFocus(page, focus, `after ${key}`);
}

/** Types text, which leaves the focus where it is. */
export async function typeInto(page: Page, text: string, focus: string | RegExp): Promise<void> {
  await page.keyboard.type(text);
  await hasFocus(page, focus, 'after typing');
}

export async function hasFocus(page: Page, focus: string | RegExp, when = 'focus'): Promise<void> {
  // The focus moves within a frame or two; a journey has many keys.
  const found = expect.poll(() => focusOf(page), { message: when, intervals: [20, 50, 100, 200] });
  await (typeof focus === 'string' ? found.toBe(focus) : found.toMatch(focus));
}
