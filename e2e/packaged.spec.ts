import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { demoConnections } from './harness/demo-settled';
import { keychainIds } from './harness/keychain';
import { PackagedApp, packagedProgram } from './harness/packaged-app';
import { isRoot } from './harness/electron-program';
import { runProgram } from './harness/program-run';
import { expect, test } from './harness/test';
import type { Result } from '../shared/base/failure';
import type { Connection } from '../shared/portfolio/venue';

/** None of what was not answered. */
function connectionsOf(listed: Result<readonly Connection[]>): readonly Connection[] {
  return listed.ok ? listed.value : [];
}

test.describe.configure({ timeout: 360_000 });
test.use({ isFirstStart: true });

test('the packaged app opens its keychain and database from inside the package and paints the demo', async ({
  dataFolder,
}) => {
  const program = await packagedProgram();
  const flags = [`--data-dir=${dataFolder}`];

  const app = await PackagedApp.launch(program, ['--demo', ...flags]);
  try {
    const { page } = app;
    await expect(page.getByText('These venues are simulated on this machine')).toBeVisible();
    const list = () => page.evaluate(() => window.portolan.call.listConnections());
    // They are added one after the other, and what is there in between may settle, too.
    await expect.poll(async () => connectionsOf(await list()).length).toBe(demoConnections);
    await expect(page.locator('#app')).toHaveAttribute('data-settled', 'true');
    await expect(page.getByTestId('total')).toHaveText(/^\$\d{3},\d{3}\.\d\d$/);

    const status = await page.evaluate(() => window.portolan.call.getStatus());
    expect(status).toMatchObject({ ok: true, value: { keychain: { state: 'available' } } });
    expect(status.ok && status.value.database).toMatchObject({
      state: 'ready',
      engine: expect.stringContaining('TimescaleDB'),
    });
    const connections = connectionsOf(await list());
    // What the user entered by hand has no secret.
    const withSecret = connections.filter(({ venue }) => venue !== 'manual').map(({ id }) => id);
    expect(await keychainIds()).toEqual(expect.arrayContaining(withSecret));
    await expect(page.getByRole('region', { name: 'Growth' }).locator('svg').first()).toBeVisible();
  } finally {
    await app.quit();
  }

  await test.step('its history began with the empty engine in the package', async () => {
    const resources = path.join(path.dirname(program), 'resources', 'app.asar.unpacked');
    const packed = gunzipSync(await readFile(path.join(resources, 'out', 'empty-engine.gz')));
    const engine = path.join(dataFolder, 'history', 'engine');
    // It begins with a number that each newly made engine draws anew.
    const control = await readFile(path.join(engine, 'global', 'pg_control'));
    expect(packed.includes(control.subarray(0, 8))).toBe(true);
    // Else the engine would take the one of its package, and longer for it.
    await access(path.join(resources, 'out', 'timescaledb.tar.gz'));
  });

  await test.step('it starts again with what it stored, and prints it', async () => {
    const run = await runProgram(program, [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--print=json',
      ...flags,
    ]);
    expect(run.code, run.errors).toBe(0);
    const report: unknown = JSON.parse(run.output);
    expect(report).toMatchObject({
      byVenue: { binance: expect.any(String), kraken: expect.any(String) },
    });
  });

  await test.step('it neither runs as Node nor takes venues from its environment', async () => {
    const run = await runProgram(
      program,
      [...(isRoot ? ['--no-sandbox'] : []), '--print=json', `--data-dir=${dataFolder}/empty`],
      { env: { ELECTRON_RUN_AS_NODE: '1', PORTOLAN_VENUE_ENDPOINTS: 'nonsense' } },
    );
    expect(run.code).toBe(1);
    expect(run.errors).toContain('Nothing is connected.');
  });
});
