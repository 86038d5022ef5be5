import type { RunningApp } from './running-app';

/**
 * All that the line under the total said, one text for each change, from now until something has ended. Recorded
 * inside the page, since most of it stands for a moment only.
 */
export async function confidenceWordsAfterClick(
  { page }: RunningApp,
  end: Promise<unknown>,
): Promise<readonly string[]> {
  const recorded = await page.evaluateHandle(() => {
    const words: string[] = [];
    const note = (): void => {
      const line = document.querySelector('[aria-label="How far the total can be trusted"]');
      const text = line?.textContent ?? '';
      if (text !== '' && text !== words.at(-1)) words.push(text);
    };
    new MutationObserver(note).observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true },
    });
    return words;
  });
  await end;
  return recorded.jsonValue();
}
