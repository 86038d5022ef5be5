import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { StartupCache, StartupState } from '../engine/ports/startup-cache';
import type { QuoteRates, QuoteRateView } from '../../shared/contract/portfolio-view';
import {
  NO_RECORDS,
  RECORD_DOMAIN_NAMES,
  RECORD_DOMAINS,
  type Records,
} from '../../shared/records/record-domains';
import { withRows, type RecordRow } from '../../shared/records/records-view';
import { understandSettings } from '../../shared/settings/settings';
import { isStorable, storableJson, storableText } from '../../shared/base/storable-text';

const VERSION = 4;
/** It had rates as texts, which are still understood; versions that wrote it do not understand them as they are now. */
const BEFORE = 3;
const SEAL = '{"sha256":"';

/** Enough of the shape to tell our own file from a broken one; the parts are checked where they are used. */
const fileSchema = z.object({
  version: z.literal([BEFORE, VERSION]),
  settings: z.record(z.string(), z.unknown()),
  records: z.record(z.string(), z.array(z.unknown())),
  connections: z.array(z.looseObject({ id: z.string(), venue: z.string(), label: z.string() })),
  portfolio: z.looseObject({
    at: z.number(),
    balances: z.record(z.string(), z.looseObject({ total: z.string() })),
    prices: z.record(z.string(), z.looseObject({ kind: z.string() })),
    coverage: z.array(z.looseObject({ connectionId: z.string(), accountType: z.string() })),
    positions: z.array(z.looseObject({ market: z.string() })),
    quarantine: z.array(z.looseObject({ asset: z.string() })),
    totals: z.looseObject({ totalUsd: z.string() }),
    quoteRates: z.record(z.string(), z.union([z.string(), z.looseObject({ usd: z.string() })])),
  }),
});

/** The last state as one file, replaced atomically. One that is not as it was written is not read. */
export function createStartupCacheFile(path: string): StartupCache {
  let writing: Promise<void> = Promise.resolve();
  return {
    read: () => {
      try {
        const content = storableJson(JSON.parse(bodyOf(readFileSync(path, 'utf8'))), storableOnce);
        const parsed = fileSchema.safeParse(content);
        if (!parsed.success) return undefined;
        const { connections, portfolio } = content as StartupState;
        const { settings } = understandSettings(parsed.data.settings);
        return {
          settings,
          records: recordsIn(parsed.data.records),
          connections,
          portfolio: { ...portfolio, quoteRates: ratesIn(portfolio.quoteRates) },
        };
      } catch {
        return undefined;
      }
    },
    write: (state) => {
      const written = writing.then(() =>
        replaceFile(path, sealed(JSON.stringify({ version: VERSION, ...state }))),
      );
      // One that failed, as on a full disk, must not keep the next from trying.
      writing = written.catch(() => undefined);
      return written;
    },
  };
}

/** JSON with a line before it that has its digest: a damaged digit would be painted as what is held. */
export function sealed(body: string): string {
  return `${SEAL}${digestOf(body)}"}\n${body}`;
}

/** @throws SyntaxError for a body that is not the one that was sealed */
function bodyOf(text: string): string {
  // Those of versions before the seal begin with their version.
  if (text.startsWith('{"version":')) return text;
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  if (text.slice(0, end + 1) === `${SEAL}${digestOf(body)}"}\n`) return body;
  throw new SyntaxError('the start-up cache is damaged');
}

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Our own texts are storable already; an older version's are written out as they are today. */
function storableOnce(text: string): string {
  return isStorable(text) ? text : storableText(text);
}

/** Versions before rates of a day ago wrote the rates of today alone, as text. */
function ratesIn(rates: Readonly<Record<string, string | QuoteRateView | undefined>>): QuoteRates {
  return Object.fromEntries(
    Object.entries(rates).flatMap(([currency, rate]) =>
      rate === undefined ? [] : [[currency, typeof rate === 'string' ? { usd: rate } : rate]],
    ),
  );
}

/** Rows that do not fit are left out: they are only painted until the database has opened. */
function recordsIn(lists: Readonly<Record<string, readonly unknown[]>>): Records {
  const rows = RECORD_DOMAIN_NAMES.flatMap((domain) =>
    (lists[domain] ?? []).flatMap((body): RecordRow[] => {
      const read = RECORD_DOMAINS[domain].read(body);
      return read.ok ? [{ domain, id: read.id, body: read.body }] : [];
    }),
  );
  return withRows(NO_RECORDS, rows);
}

async function replaceFile(path: string, content: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
