import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { filesNamedIn, headersOf, pageFile } from './page-files';

const folder = join('/opt', 'portolan', 'renderer');

describe('an address of the page', () => {
  it.each([
    ['portolan://app/index.html', 'index.html'],
    ['portolan://app/assets/base-1.js', 'assets/base-1.js'],
    ['portolan://app/assets/base-1.js?v=2#top', 'assets/base-1.js'],
    ['portolan://app/assets/../index.html', 'index.html'],
    ['portolan://app/../index.html', 'index.html'],
    ['portolan://app/%2e%2e/index.html', 'index.html'],
  ])('%s is a file of its folder', (url, name) => {
    expect(pageFile(url, folder)).toBe(join(folder, name));
  });

  it.each([
    'portolan://app/',
    'portolan://app/assets',
    'portolan://other/index.html',
    'portolan://app/..%2fsecret.json',
    'portolan://app/..%2f..%2f..%2fetc%2fpasswd',
    'portolan://app/..%2frenderer-other/index.html',
    'portolan://app/main.cjs',
    'portolan://app/index.html%00.js',
    'portolan://app/%ff.js',
    'portolan://app/a.__proto__',
  ])('%s is none', (url) => {
    expect(pageFile(url, folder)).toBeUndefined();
  });

  it('comes with its type and a policy that lets the page talk to nobody', () => {
    const headers = headersOf(join(folder, 'assets', 'base-1.js'));
    expect(headers['content-type']).toMatch('text/javascript');
    expect(headers['content-security-policy']).toMatch("connect-src 'none'");
  });
});

describe('what a page names', () => {
  let made: string | undefined;
  afterEach(() => made !== undefined && rmSync(made, { recursive: true }));

  it('is its code and its styles, and not its fonts', () => {
    made = mkdtempSync(join(tmpdir(), 'portolan-page-'));
    const page = join(made, 'index.html');
    writeFileSync(
      page,
      `<link rel="preload" as="font" href="./assets/inter.woff2" />
       <script type="module" crossorigin src="./assets/index.js"></script>
       <link rel="modulepreload" crossorigin href="./assets/base.js">
       <link rel="stylesheet" crossorigin href="./assets/index.css">`,
    );
    const names = ['index.js', 'base.js', 'index.css'].map((name) =>
      join(made ?? '', 'assets', name),
    );
    expect([...filesNamedIn(page)]).toEqual(names);
  });
});
