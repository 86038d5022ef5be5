import { resolve } from 'node:path';

export const VIEWS = ['overview', 'holdings', 'rebalance', 'connections', 'settings'] as const;
export type ViewName = (typeof VIEWS)[number];

/** What the app was asked to do by its flags. */
export interface CommandLine {
  /** Start the demo without asking, if nothing is connected. */
  readonly demo: boolean;
  readonly dataDirectory?: string;
  /** Print the settled portfolio instead of opening a window. */
  readonly print?: 'table' | 'json';
  /** Picture of the settled window, then exit. */
  readonly screenshot?: string;
  readonly view?: ViewName;
  readonly theme?: 'light' | 'dark';
}

/** Each flag as it is given, and what it does. */
export const FLAGS: readonly { readonly flag: string; readonly what: string }[] = [
  {
    flag: '--demo',
    what: 'connect to simulated venues, without asking, if nothing is connected yet',
  },
  { flag: '--data-dir DIR', what: 'keep database, log and settings in DIR' },
  { flag: '--print', what: 'print the settled portfolio as tables, without a window' },
  { flag: '--print=json', what: 'the same as one JSON object, alone on standard output' },
  {
    flag: '--screenshot FILE',
    what: 'save a picture of the settled window (1440x900) and exit',
  },
  { flag: '--view NAME', what: `open ${VIEWS.join(', ')}` },
  { flag: '--theme light|dark', what: "use this theme instead of the system's" },
];

const FLAG_WIDTH = 22;
const USAGE = [
  'Flags:',
  ...FLAGS.map(({ flag, what }) => `  ${flag.padEnd(FLAG_WIDTH)} ${what}`),
].join('\n');

/** Thrown for flags that cannot be used; the message says what to give. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
}

/**
 * Parses the app's own flags. Both `--flag value` and `--flag=value` are taken.
 * @param flags what stands behind the app's path
 * @param lenient ignore flags that are not ours, as Chromium's in front of a packaged app's own
 * @throws CommandLineError
 */
export function parseCommandLine(flags: readonly string[], lenient: boolean): CommandLine {
  const queue = [...flags];
  const result: { -readonly [Key in keyof CommandLine]: CommandLine[Key] } = { demo: false };
  for (let flag = queue.shift(); flag !== undefined; flag = queue.shift()) {
    const [name = '', inline] = split(flag);
    const value = (): string => {
      const given = inline ?? queue.shift();
      if (given === undefined || given === '' || given.startsWith('--'))
        throw new CommandLineError(`${name} needs a value.\n${USAGE}`);
      return given;
    };
    switch (name) {
      case '--demo':
        result.demo = true;
        break;
      case '--data-dir':
        result.dataDirectory = resolve(value());
        break;
      case '--print':
        result.print = inline === undefined ? 'table' : oneOf(name, inline, ['table', 'json']);
        break;
      case '--screenshot':
        result.screenshot = resolve(value());
        break;
      case '--view':
        result.view = oneOf(name, value(), VIEWS);
        break;
      case '--theme':
        result.theme = oneOf(name, value(), ['light', 'dark']);
        break;
      default:
        if (!lenient) throw new CommandLineError(`${name} is not known.\n${USAGE}`);
    }
  }
  if (result.print !== undefined && result.screenshot !== undefined)
    throw new CommandLineError('--print opens no window: give either --print or --screenshot.');
  return result;
}

function split(flag: string): [string, string?] {
  const equals = flag.indexOf('=');
  return equals < 0 ? [flag] : [flag.slice(0, equals), flag.slice(equals + 1)];
}

function oneOf<Choice extends string>(
  name: string,
  value: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((one) => one === value);
  if (choice === undefined)
    throw new CommandLineError(`${name} takes ${choices.join(', ')}, not "${value}".`);
  return choice;
}
