import { expect, it } from 'vitest';
import { nameAccounts } from './name-accounts';

// https://github.com/SolanaNameService/sns-sdk/blob/main/js/tests/sns/derivation.test.ts
it.each([
  ['bonfida', 'Crf8hzfthWGbGbLTVCiqRqV5MVnbpHB1L9KQMd6gsinb'],
  ['dex.bonfida', 'HoFfFXqFHAC8RP3duuQNzag1ieUwJRBv1HtRNiWFq4Qu'],
])('the account of %s is the published one', (name, address) => {
  expect(nameAccounts(name).domain).toBe(address);
});

it.each(['', '.', 'a.', '.a', 'a.b.c'])('%j is no name', (name) => {
  expect(() => nameAccounts(name)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
});
