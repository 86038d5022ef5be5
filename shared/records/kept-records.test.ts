import { describe, expect, it } from 'vitest';
import { keptNotice, keptWords } from './kept-records';

const cap = { domain: 'venue-cap', id: 'okx' };
const entry = { domain: 'manual-holding', id: 'bank:1', connectionId: 'bank' };

describe('what a newer version wrote', () => {
  it('is said by kind, with how many there are', () => {
    expect(
      keptWords([entry, cap, { ...cap, id: 'mexc' }, { domain: 'cost-basis', id: '1' }]),
    ).toEqual([
      {
        domain: 'manual-holding',
        text: '1 manual entry was written by a newer version of Portolan: it is kept as it is, and not counted.',
      },
      {
        domain: 'venue-cap',
        text: '2 counterparty caps were written by a newer version of Portolan: they are kept as they are, and not used.',
      },
      {
        domain: 'cost-basis',
        text: '1 record of another kind was written by a newer version of Portolan: it is kept as it is, and not used.',
      },
    ]);
  });

  it('raises a notice only where the total may lack it', () => {
    expect(keptNotice([cap])).toBeUndefined();
    expect(keptNotice([cap, entry])).toBe(
      'A newer version of Portolan wrote 1 manual entry: it is kept as it is, and not counted. The total may lack it until you update Portolan. See Settings.',
    );
  });

  it('raises one for a kind that this version does not know: it may count', () => {
    expect(keptNotice([{ domain: 'loan', id: '1' }])).toContain('1 record of another kind');
  });

  it('says all kinds in one sentence', () => {
    const decision = { domain: 'token-decision', id: 'a' };
    expect(
      keptNotice([entry, decision, { ...decision, id: 'b' }, { domain: 'loan', id: '1' }]),
    ).toBe(
      'A newer version of Portolan wrote 1 manual entry, 2 decisions about tokens and 1 record of another kind: they are kept as they are, and not counted. The total may lack them until you update Portolan. See Settings.',
    );
  });
});
