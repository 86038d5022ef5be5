// @ts-check
import { loadModule } from './load-module.mjs';
import { code, table } from './markdown.mjs';
import { schemaWords } from './schema-words.mjs';
import { membersOf, readSource } from './source.mjs';

const file = 'shared/settings/settings.ts';

/** @type {import('./references.mjs').Reference} */
export const settingsReference = {
  makePages: async () => {
    const { settingsSchema, DEFAULT_SETTINGS } = await loadModule(file);
    const comments = new Map(
      membersOf(readSource(file), 'settingsSchema').map(({ name, comment }) => [name, comment]),
    );
    const rows = Object.entries(settingsSchema.shape).map(([name, schema]) => {
      const meaning = comments.get(name);
      if (!meaning) throw new Error(`${file}: ${name} has no comment that says what it means.`);
      return [
        code(name),
        code(schemaWords(schema)),
        code(defaultOf(DEFAULT_SETTINGS[name])),
        meaning,
      ];
    });
    const text = [
      '# Settings',
      'How the app looks and behaves. They are stored key by key in the history, on this machine; what you made',
      '(entries, targets, prices, caps) is stored apart, row by row.\n',
      table(['setting', 'takes', 'default', 'meaning'], rows),
    ].join('\n');
    return [{ file: 'docs/reference/settings.md', text }];
  },
};

/** @param {unknown} value */
const defaultOf = (value) => (value === '' ? 'none' : String(value));
