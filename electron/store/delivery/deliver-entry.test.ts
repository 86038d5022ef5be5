import { expect, test } from 'vitest';
import type { SqlEngine } from '../sql/sql-engine';
import { START, totalEntry } from '../testing/samples';
import { deliver } from './deliver-entry';

/** An engine that refuses with a code, and takes what is put by. */
function refusing(code: string) {
  const statements: string[] = [];
  const engine: SqlEngine = {
    query: (text) => {
      statements.push(text);
      if (text.includes('into portfolio_point'))
        return Promise.reject(Object.assign(new Error('refused'), { code }));
      return Promise.resolve([{ sequence: '1' }]);
    },
    script: () => Promise.resolve(),
    transaction: (work) => work(engine),
  };
  return {
    context: { engine, journal: '', installation: '', now: Date.now },
    isPutBy: () => statements.some((text) => text.includes('into put_by_entry')),
  };
}

const frame = { sequence: 1, payload: JSON.stringify(totalEntry(START, '1')) };

test.each([
  ['a deadlock', '40P01'],
  ['a lock that is waited for too long', '55P03'],
  ['a statement that takes too long', '57014'],
  ['a server that stands by', '25006'],
  ['rights that were taken away', '42501'],
  ['a password that was changed', '28P01'],
  ['no room', '53100'],
  ['a connection that is reset', 'ECONNRESET'],
  ['a name that is not found', 'ENOTFOUND'],
  ['a certificate of another name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['a certificate that nobody vouches for', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
])('%s says nothing against the entry, which waits', async (_, code) => {
  const { context, isPutBy } = refusing(code);
  await expect(deliver(context, frame)).rejects.toMatchObject({ code });
  expect(isPutBy()).toBe(false);
});

test.each([
  ['a number that is too large', '22003'],
  ['a row that breaks a rule', '23514'],
  ['an index row that is too large', '54000'],
])('%s puts the entry by, so that those behind it arrive', async (_, code) => {
  const { context, isPutBy } = refusing(code);
  expect(await deliver(context, frame)).toMatchObject({ putBy: { state: 'refused' } });
  expect(isPutBy()).toBe(true);
});
