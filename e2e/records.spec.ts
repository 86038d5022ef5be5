import { sampleRecord } from '../electron/engine/testing/sample-records';
import { keptWords } from '../shared/records/kept-records';
import { RECORD_DOMAIN_NAMES, RECORD_DOMAINS } from '../shared/records/record-domains';
import type { StoredRecord } from '../shared/records/stored-record';
import { SETTING_KEYS } from '../shared/settings/settings';
import { expect, test } from './harness/test';
import { withStoredHistory } from './harness/stored-history';

/** The engine starts three times here, in seconds unless the machine is busy. */
const OPENING_MS = 60_000;
/** Of every domain a row with one more field and one with a newer value, and rows of a domain to come. */
const NEWER_ROWS: readonly StoredRecord[] = [
  ...RECORD_DOMAIN_NAMES.flatMap((domain) => {
    const [more, other] = [sampleRecord(domain, 'a'), sampleRecord(domain, 'b')];
    return [
      { domain, id: RECORD_DOMAINS[domain].idOf(more), body: { ...more, since: ['next', 1] } },
      { domain, id: RECORD_DOMAINS[domain].idOf(other), body: [other, '0.10'] },
    ];
  }),
  { domain: 'cost-basis', id: 'BTC', body: { lots: [{ units: '1.50', usd: null }] } },
];
const NEWER_VALUES: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(SETTING_KEYS.map((key) => [key, { next: key }])),
  density: 'compact',
};

test('what a newer version wrote is said, and outlives a change of the theme to the byte', async ({
  dataFolder,
  launch,
}) => {
  test.slow();
  const stored = await withStoredHistory(dataFolder, async (call) => {
    await call('write', { kind: 'records-changed', at: Date.now(), changes: NEWER_ROWS });
    for (const [key, value] of Object.entries(NEWER_VALUES))
      await call('write', { kind: 'setting-changed', key, value });
    return { records: await call('records'), settings: await call('settings') };
  });
  expect(stored.records).toEqual(NEWER_ROWS);
  expect(stored.settings).toEqual(NEWER_VALUES);

  const app = await launch();
  const { page } = app;
  await expect
    .poll(async () => (await app.call('getStatus')).database.state, { timeout: OPENING_MS })
    .toBe('ready');
  await test.step('each kind of row is said, and that preferences have their defaults', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    const newer = page.getByRole('region', { name: 'Written by a newer version' });
    for (const { text } of keptWords(NEWER_ROWS)) await expect(newer).toContainText(text);
    await expect(newer).toContainText('2 manual entries were written by a newer version');
    const count = Object.keys(NEWER_VALUES).length;
    await expect(
      page.getByText(`${count} preferences were set by a newer version of Portolan.`),
    ).toBeVisible();
    await expect(page.getByText(/The total may lack them until you update/)).toBeVisible();
  });
  await test.step('nothing takes the place of such a row', async () => {
    const { asset } = sampleRecord('token-decision', 'a') as { readonly asset: string };
    expect(await app.ask('decideToken', { asset, decision: 'accepted' })).toMatchObject({
      ok: false,
      failure: { code: 'refused', hint: expect.stringContaining('Update Portolan') },
    });
  });
  await test.step('the theme is changed', async () => {
    await page.getByRole('radio', { name: 'Dark' }).click();
    await expect.poll(async () => (await app.call('getSettings')).settings.theme).toBe('dark');
  });
  await app.quit();

  const left = await withStoredHistory(dataFolder, async (call) => ({
    records: await call('records'),
    settings: await call('settings'),
  }));
  expect(JSON.stringify(left.records)).toBe(JSON.stringify(stored.records));
  expect(JSON.stringify(left.settings)).toBe(JSON.stringify({ ...stored.settings, theme: 'dark' }));
});
