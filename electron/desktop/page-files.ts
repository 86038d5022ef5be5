import { readFileSync } from 'node:fs';
import { dirname, extname, join, normalize, sep } from 'node:path';

/** The page gets nothing from anywhere but its own files, and talks to no server. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The code and the styles that a page names itself, as paths beside it. */
export function filesNamedIn(page: string): Set<string> {
  const named = readFileSync(page, 'utf8').matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g);
  return new Set([...named].map(([, name = '']) => join(dirname(page), name)));
}

/** The file that an address of the page's scheme means; undefined for what is none of the page's. */
export function pageFile(url: string, directory: string): string | undefined {
  const { host, pathname } = new URL(url);
  let path: string;
  try {
    path = normalize(join(directory, decodeURIComponent(pathname)));
  } catch {
    return undefined;
  }
  const isOwn = host === 'app' && path.startsWith(directory + sep) && !path.includes('\0');
  return isOwn && Object.hasOwn(CONTENT_TYPES, extname(path)) ? path : undefined;
}

/** What the page gets of one of its files. */
export function headersOf(path: string): Record<string, string> {
  return {
    'content-type': CONTENT_TYPES[extname(path)] ?? '',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  };
}
