import { describe, expect, it } from 'vitest';
import { CommandLineError, FLAGS, parseCommandLine } from './command-line';

describe('the command line', () => {
  it('takes both ways of giving a value', () => {
    expect(parseCommandLine(['--demo', '--data-dir', '/d', '--view=holdings'], false)).toEqual({
      demo: true,
      dataDirectory: '/d',
      view: 'holdings',
    });
  });

  it('prints a table unless told otherwise', () => {
    expect(parseCommandLine(['--print'], false).print).toBe('table');
    expect(parseCommandLine(['--print=json'], false).print).toBe('json');
  });

  it.each([
    [['--print=xml'], /--print takes table, json/],
    [['--view', 'tax'], /--view takes overview/],
    [['--theme'], /--theme needs a value/],
    [['--data-dir', '--demo'], /--data-dir needs a value/],
    [['--dmeo'], /--dmeo is not known/],
    [['--print', '--screenshot', 'x.png'], /either --print or --screenshot/],
  ])('refuses %j in words', (flags, message) => {
    expect(() => parseCommandLine(flags, false)).toThrow(CommandLineError);
    expect(() => parseCommandLine(flags, false)).toThrow(message);
  });

  it.each(FLAGS)('takes $flag, as its usage says', ({ flag }) => {
    const [name = '', value] = flag.split(' ');
    const given = value?.split('|')[0]?.replace('NAME', 'holdings');
    const parsed = parseCommandLine([name, ...(given === undefined ? [] : [given])], false);
    expect(parsed).not.toEqual({ demo: false });
  });

  it('tells all flags when one is not known', () => {
    expect(() => parseCommandLine(['--dmeo'], false)).toThrow(
      /Flags:\n  --demo {17}connect [^]*\n  --theme light\|dark {5}use/,
    );
  });

  it('passes over what is meant for Chromium where the two cannot be told apart', () => {
    expect(parseCommandLine(['--remote-debugging-port=0', '--demo'], true)).toEqual({ demo: true });
  });
});
