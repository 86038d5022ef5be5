// @ts-check
import { describe, expect, it } from 'vitest';
import { venueMarks as defined } from '../../electron/venues/exchanges/venue-marks';
import { venueMarks } from './venue-marks';

describe('the marks of venues in the page', () => {
  const { resolveId, load } = venueMarks();

  it('are those of the definitions, and nothing besides', async () => {
    if (typeof resolveId !== 'function' || typeof load !== 'function') throw new Error('no hooks');
    // Neither hook asks the bundler for anything.
    const id = await Reflect.apply(resolveId, undefined, ['virtual:venue-marks']);
    const code = await Reflect.apply(load, undefined, [id]);
    expect(JSON.parse(String(code).replace(/^export const venueMarks = (.*);$/, '$1'))).toEqual(
      defined,
    );
    expect(await Reflect.apply(load, undefined, ['other'])).toBeUndefined();
  });
});
