import { execFile } from 'node:child_process';

/** How an entry stands in the Secret Service. */
export type EntryState = 'readable' | 'locked' | 'missing';

/**
 * Asks the Secret Service of Linux what the keychain library cannot tell: it answers "nothing found" for an
 * entry that is there but locked. Asking never opens a dialog. `undefined`: nobody could be asked.
 */
export interface SecretService {
  /** Whether the keyring that new entries go to is locked. */
  isLocked(): Promise<boolean | undefined>;
  entry(service: string, account: string): Promise<EntryState | undefined>;
}

/** A program that puts questions on the session bus, and how its answers are read. */
interface BusTool {
  readonly program: string;
  readonly isLocked: readonly string[];
  readonly search: (service: string, account: string) => readonly string[];
  /** How many items an answer to `search` has, unlocked and locked. */
  readonly counts: (answer: string) => readonly [unlocked: number, locked: number] | undefined;
}

const LIMIT_MS = 5_000;
const NAME = 'org.freedesktop.secrets';
const PATH = '/org/freedesktop/secrets';
const DEFAULT = '/org/freedesktop/secrets/aliases/default';
const SERVICE = 'org.freedesktop.Secret.Service';
const COLLECTION = 'org.freedesktop.Secret.Collection';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/** The first comes with the bus itself, the second with systemd: nearly every desktop has one of them. */
const TOOLS: readonly BusTool[] = [
  {
    program: 'dbus-send',
    isLocked: [
      ...['--session', '--print-reply=literal', `--dest=${NAME}`, DEFAULT],
      ...[`${PROPERTIES}.Get`, `string:${COLLECTION}`, 'string:Locked'],
    ],
    search: (service, account) => [
      ...['--session', '--print-reply=literal', `--dest=${NAME}`, PATH],
      ...[`${SERVICE}.SearchItems`, `dict:string:string:service,${service},account,${account}`],
    ],
    counts: (answer) => {
      const lists = [...answer.matchAll(/array \[([^\]]*)\]/g)].map(
        ([, items = '']) => items.split(/\s+/).filter((item) => item !== '').length,
      );
      const [unlocked, locked] = lists;
      return unlocked === undefined || locked === undefined ? undefined : [unlocked, locked];
    },
  },
  {
    program: 'busctl',
    isLocked: ['--user', 'get-property', NAME, DEFAULT, COLLECTION, 'Locked'],
    search: (service, account) => [
      ...['--user', 'call', NAME, PATH, SERVICE, 'SearchItems'],
      ...['a{ss}', '2', 'service', service, 'account', account],
    ],
    counts: (answer) => {
      const [, unlocked, rest = ''] = /^aoao (\d+)(|\D.*)$/s.exec(answer.trim()) ?? [];
      const [, locked] = /^(?: "[^"]*")* (\d+)/.exec(rest) ?? [];
      return unlocked === undefined || locked === undefined
        ? undefined
        : [Number(unlocked), Number(locked)];
    },
  },
];

/** Runs a program; answers what it wrote, or `undefined` when it could not be run or failed. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string | undefined>;

/** Where the session bus is not named, looking for it could start another one. */
const hasBus = (): boolean => (process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '') !== '';

export function createSecretService(run: RunProgram = runProgram): SecretService {
  async function ask<T>(
    question: (tool: BusTool) => readonly string[],
    read: (answer: string, tool: BusTool) => T | undefined,
  ): Promise<T | undefined> {
    for (const tool of TOOLS) {
      const answer = await run(tool.program, question(tool));
      const understood = answer === undefined ? undefined : read(answer, tool);
      if (understood !== undefined) return understood;
    }
    return undefined;
  }

  return {
    isLocked: () => ask((tool) => tool.isLocked, readBoolean),
    entry: async (service, account) => {
      // Both tools take these words as they are, as long as nothing in them separates words.
      if (!/^[\w .-]+$/.test(service + account)) return undefined;
      return ask(
        (tool) => tool.search(service, account),
        (answer, { counts }) => stateOf(counts(answer)),
      );
    },
  };
}

function readBoolean(answer: string): boolean | undefined {
  const [word] = /\b(?:true|false)\b/.exec(answer) ?? [];
  return word === undefined ? undefined : word === 'true';
}

function stateOf(counts: readonly [number, number] | undefined): EntryState | undefined {
  if (counts === undefined) return undefined;
  const [unlocked, locked] = counts;
  if (unlocked > 0) return 'readable';
  return locked > 0 ? 'locked' : 'missing';
}

function runProgram(program: string, args: readonly string[]): Promise<string | undefined> {
  if (!hasBus()) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    execFile(program, args, { timeout: LIMIT_MS, encoding: 'utf8' }, (error, answer) =>
      resolve(error === null ? answer : undefined),
    );
  });
}
