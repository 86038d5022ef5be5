import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { CurrencySelect } from './currency-select';

it('has nothing chosen before the settings are known', () => {
  // What is rendered to text is what stands before any store was filled.
  const markup = renderToStaticMarkup(createElement(CurrencySelect));
  const chosen = [...markup.matchAll(/<option[^>]* selected=""[^>]*>([^<]*)/g)];
  expect(chosen.map(([, text]) => text)).toEqual(['']);
  expect(markup).toContain('<option>USD</option>');
});
