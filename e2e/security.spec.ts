import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runApp } from './harness/program-run';
import { expect, test } from './harness/test';

test('the page has no node, no generic way to main, and no way out', async ({
  launch,
  tolerated,
}) => {
  // Each refusal below is announced on the console, as it should be.
  tolerated.push(/Content Security Policy/i, /Refused to/i, /ERR_BLOCKED_BY_CLIENT|ERR_FAILED/);
  const requests: string[] = [];
  const outside = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end('outside');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const app = await launch();
  const { page } = app;
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const ownAddress = page.url();

  await test.step('nothing of node or Electron is within its reach', async () => {
    const reachable = await page.evaluate(() =>
      [
        'require',
        'process',
        'module',
        'exports',
        'Buffer',
        'global',
        '__dirname',
        'ipcRenderer',
        'electron',
      ].filter((name) => name in globalThis),
    );
    expect(reachable).toEqual([]);
    const bridge = await page.evaluate(() => ({
      names: Object.keys(window.portolan).sort(),
      generic: Object.keys(window.portolan.call).filter((name) => /^(invoke|send|on)$/.test(name)),
      frozen:
        Reflect.set(window.portolan, 'call', undefined) === false ||
        window.portolan.call !== undefined,
    }));
    expect(bridge).toEqual({ names: ['call', 'on'], generic: [], frozen: true });
  });

  await test.step('main answers only what fits the contract', async () => {
    const answer = await page.evaluate(() =>
      (window.portolan.call.getHistory as (input: unknown) => Promise<unknown>)({
        range: '1D; DROP TABLE points',
        maxPoints: 5,
      }),
    );
    expect(answer).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
  });

  await test.step('inline scripts, eval, outside scripts, frames and fetches are refused', async () => {
    const escaped = await page.evaluate(async (address) => {
      const escapes: string[] = [];
      const inline = document.createElement('script');
      inline.textContent = 'document.documentElement.dataset.inlineRan = "yes"';
      document.head.append(inline);
      if (document.documentElement.dataset['inlineRan'] === 'yes') escapes.push('inline script');
      // What the debugger runs may use eval whatever the policy says; a task of the page may not.
      await new Promise<void>((resolve) =>
        setTimeout(() => {
          try {
            Reflect.get(globalThis, 'eval')('1');
            escapes.push('eval');
          } catch {
            // Refused, as it should be.
          }
          resolve();
        }),
      );
      await fetch(`${address}/fetched`).then(
        () => escapes.push('fetch'),
        () => undefined,
      );
      const load = (tag: 'script' | 'img' | 'iframe') =>
        new Promise<void>((resolve) => {
          const element = document.createElement(tag);
          element.addEventListener('load', () => resolve());
          element.addEventListener('error', () => resolve());
          element.src = `${address}/${tag}`;
          document.body.append(element);
          // A frame that a policy refuses may stay silent.
          if (tag === 'iframe') requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        });
      await Promise.all([load('script'), load('img'), load('iframe')]);
      return escapes;
    }, address);
    expect(escaped).toEqual([]);
  });

  await test.step('it neither leaves its own files nor opens windows', async () => {
    const opened = await page.evaluate(
      (address) => window.open(`${address}/window`) !== null,
      address,
    );
    expect(opened).toBe(false);
    await page.evaluate((address) => {
      location.href = `${address}/navigated`;
    }, address);
    await page.evaluate((address) => {
      const link = document.createElement('a');
      link.href = `${address}/linked`;
      link.target = '_blank';
      document.body.append(link);
      link.click();
    }, address);
    expect(page.url()).toBe(ownAddress);
    expect(app.electron.windows()).toHaveLength(1);
  });

  await test.step('permissions are denied', async () => {
    const granted = await page.evaluate(async () => {
      const asked = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
      const states = await Promise.all(
        asked.map(async (name) => {
          const { state } = await navigator.permissions.query({ name: name as PermissionName });
          return state === 'granted' ? [name] : [];
        }),
      );
      return states.flat();
    });
    expect(granted).toEqual([]);
  });

  expect(requests, 'what reached a server outside').toEqual([]);
  await new Promise((resolve) => outside.close(resolve));
});

test('PORTOLAN_VENUE_ENDPOINTS refuses a server elsewhere: keys would go there', async ({
  dataFolder,
}) => {
  const run = await runApp(['--print', `--data-dir=${dataFolder}`], {
    env: { PORTOLAN_VENUE_ENDPOINTS: JSON.stringify({ binance: 'http://127.0.0.1.nip.io:80' }) },
  });
  expect(run.code).toBe(64);
  expect(run.output).toBe('');
  expect(run.errors).toMatch(/loopback|this machine/i);
  expect(run.errors).toContain('binance');
});
