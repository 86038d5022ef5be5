import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdingsCsv, parseHoldingsCsv } from './holdings-csv';
import { readAmount } from './written-amount';

const problems = (text: string) => parseHoldingsCsv(text).problems;
const holdings = (text: string) => {
  const file = parseHoldingsCsv(text);
  expect(file.problems).toEqual([]);
  return file.holdings;
};

describe('a file of holdings', () => {
  it('is read with commas, semicolons or tabs, in any order and case, with or without notes', () => {
    const one = [{ code: 'EUR', amount: '14200.5', note: 'Current account' }];
    expect(holdings('asset,amount,note\nEUR,14200.5,Current account\n')).toEqual(one);
    expect(holdings('Note;Amount;Asset\r\nCurrent account;14200.5;EUR')).toEqual(one);
    expect(holdings('ASSET\tAMOUNT\tNOTE\rEUR\t14200.5\tCurrent account\r')).toEqual(one);
    expect(holdings('asset,amount\nbtc,-0.5\n')).toEqual([{ code: 'BTC', amount: '-0.5' }]);
  });

  it('may begin with a byte order mark and have blank lines', () => {
    expect(holdings('\ufeffasset,amount\n\nBTC,1\n   \nETH,2\n\n')).toEqual([
      { code: 'BTC', amount: '1' },
      { code: 'ETH', amount: '2' },
    ]);
  });

  it('may quote fields, with quotes, delimiters and line breaks in them', () => {
    expect(
      holdings('asset,amount,note\n"BTC","1.5","OTC, ""agreed""\r\non Monday"\nETH,2,'),
    ).toEqual([
      { code: 'BTC', amount: '1.5', note: 'OTC, "agreed"\r\non Monday' },
      { code: 'ETH', amount: '2' },
    ]);
  });

  it('keeps every digit', () => {
    const amount = '123456789012345678901234.567890123456789012345678';
    expect(holdings(`asset,amount\nBTC,${amount}`)).toEqual([{ code: 'BTC', amount }]);
  });
});

describe('amounts', () => {
  it.each([
    ['1234.56', '1234.56'],
    ['1,5', '1.5'],
    ['0,123', '0.123'],
    ['1234,567', '1234.567'],
    ['1,234.56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1.234.567,8', '1234567.8'],
    ['1,234,567', '1234567'],
    ['-12,5', '-12.5'],
    ['\u221212.5', '-12.5'],
  ])('%s is %s', (written, amount) => {
    expect(readAmount(written)).toMatchObject({ kind: 'amount', text: amount });
  });

  it.each(['1,234', '-12,345', '999,000'])('%s may be either', (written) => {
    expect(readAmount(written)).toEqual({ kind: 'ambiguous' });
  });

  it.each([
    '',
    'abc',
    '1e5',
    '1.2.3',
    '1,23,456',
    '1.234,5,6',
    '12.34,5',
    '$5',
    '5 BTC',
    'NaN',
    '.5',
  ])('%j is no number', (written) => {
    expect(readAmount(written)).toEqual({ kind: 'no-number' });
  });

  it('with a point are doubtful in a file whose other amounts have decimal commas', () => {
    const file = parseHoldingsCsv('asset;amount\nBTC;0,5\nEUR;1.234\nETH;2.5\n');
    expect(file.problems.map(({ line }) => line)).toEqual([3]);
    expect(file.holdings).toEqual([
      { code: 'BTC', amount: '0.5' },
      { code: 'ETH', amount: '2.5' },
    ]);
  });
});

describe('a point before three digits', () => {
  it.each([';', '\t'])('is asked about where fields are parted by %j', (delimiter) => {
    const file = `asset;amount\nEUR;14.200\nBTC;2\n`.replaceAll(';', delimiter);
    expect(problems(file)).toEqual([
      {
        line: 2,
        text: '"14.200" may be more than a thousand or not: write it without thousands separators, with a decimal point.',
      },
    ]);
  });

  it('is a decimal point where a comma parts the fields, or another amount says so', () => {
    expect(holdings('asset,amount\nEUR,14.200\n')).toEqual([{ code: 'EUR', amount: '14.200' }]);
    for (const other of ['0.5', '1234.5', '0.123', '1,234.5'])
      expect(holdings(`asset;amount\nEUR;14.200\nBTC;${other}\n`)).toHaveLength(2);
  });

  it('says nothing by itself of a number that no thousands can be in', () => {
    expect(holdings('asset;amount\nBTC;0.125\n')).toEqual([{ code: 'BTC', amount: '0.125' }]);
    expect(holdings('asset;amount\nBTC;1234.125\n')).toHaveLength(1);
  });
});

describe('what is not understood', () => {
  it('is listed line by line, with the numbers that an editor shows', () => {
    const text =
      'asset,amount,note\nBTC,1,"two\nlines"\nEUR,abc,\n,5,\nETH\n\nUSD,"1,234",\nSOL,1,2,3\n';
    expect(problems(text)).toEqual([
      { line: 4, text: '"abc" is not a plain number such as 1234.56.' },
      { line: 5, text: 'Give the code of the asset, such as EUR or BTC.' },
      { line: 6, text: 'The amount is missing.' },
      {
        line: 8,
        text: '"1,234" may be more than a thousand or not: write it without thousands separators, with a decimal point.',
      },
      {
        line: 9,
        text: 'It has 4 fields, and the first line names 3. An amount or a note with a comma must be quoted.',
      },
    ]);
  });

  it('is an amount that a comma may have cut in two', () => {
    expect(problems('asset,amount,note\nEUR,1,5\n')).toHaveLength(1);
    expect(holdings('asset,amount,note\nEUR,1,"5"\n')).toEqual([
      { code: 'EUR', amount: '1', note: '5' },
    ]);
    expect(holdings('asset;amount;note\nEUR;1;5\n')).toHaveLength(1);
  });

  it('is a quote that is not closed, or that something follows', () => {
    expect(problems('asset,amount,note\nBTC,1,"open\nETH,2,\n')).toEqual([
      { line: 2, text: 'A quote is opened and not closed.' },
    ]);
    expect(problems('asset,amount\n"BTC"x,1\n')[0]?.line).toBe(2);
    expect(problems('asset,amount,note\nBTC,1,5" disk\n')[0]?.line).toBe(2);
  });

  it.each([
    ['', 'The file is empty.'],
    ['BTC,1\nETH,2\n', 'The first line must be asset,amount or asset,amount,note.'],
    ['asset,amount\n', 'There is nothing below the names of the columns.'],
  ])('is a file without its first line: %j', (text, problem) => {
    expect(problems(text)).toEqual([{ line: 1, text: problem }]);
  });

  it('is a column that is unknown or named twice', () => {
    expect(problems('asset,amount,price\nBTC,1,2\n')[0]?.text).toMatch(/"price" is not known/);
    expect(problems('asset,amount,asset\nBTC,1,2\n')[0]?.text).toMatch(/named twice/);
  });

  it('is more digits than can be kept exactly', () => {
    expect(problems(`asset,amount\nBTC,0.${'1'.repeat(41)}\n`)[0]?.text).toMatch(/more digits/);
  });
});

it('reads back what it wrote', () => {
  const holding = fc.record({
    code: fc.stringMatching(/^[A-Z0-9]{1,10}$/),
    amount: fc.stringMatching(/^-?\d{1,20}(\.\d{1,18})?$/),
    note: fc
      .string({ minLength: 1, maxLength: 60 })
      .filter((note) => note.trim() === note && note !== ''),
  });
  fc.assert(
    fc.property(fc.array(holding, { minLength: 1, maxLength: 20 }), (written) => {
      expect(parseHoldingsCsv(holdingsCsv(written))).toEqual({ holdings: written, problems: [] });
    }),
  );
});
