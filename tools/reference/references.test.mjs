import { describe, expect, it } from 'vitest';
import { asDocument } from './document.mjs';
import { table } from './markdown.mjs';
import { references } from './references.mjs';

describe('pages that are made from the code', () => {
  it('lie in docs, each made once', async () => {
    const pages = (await Promise.all(references.map((one) => one.makePages()))).flat();
    const files = pages.map(({ file }) => file);
    expect(files.length).toBeGreaterThan(0);
    expect(new Set(files).size).toBe(files.length);
    expect(files.filter((file) => !/^docs\/.+\.md$/.test(file))).toEqual([]);
  });

  it('say where they come from, and are formatted', async () => {
    const { text } = await asDocument({
      file: 'docs/some.md',
      text: `# Some\n${table(['a'], [['b | c']])}`,
    });
    expect(text).toBe(
      '<!-- Made from the code by `npm run reference`: change the code, not this page. -->\n\n' +
        '# Some\n\n| a      |\n| ------ |\n| b \\| c |\n',
    );
  });
});
