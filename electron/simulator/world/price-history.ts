import { Decimal } from '../../../shared/base/decimal';
import { hashAt, hashText } from './random';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Wavelengths of the noise that prices moved with, from half a year down to five minutes. */
const wavelengths = [
  180 * DAY,
  60 * DAY,
  20 * DAY,
  7 * DAY,
  2 * DAY,
  DAY / 2,
  DAY / 8,
  DAY / 24,
].concat(15 * MINUTE, 5 * MINUTE);

/**
 * How far a coin's price stood from its present one at any past instant, as a ratio. Value noise over
 * several wavelengths: any instant can be asked for on its own, and the answers join up, so candles of
 * every interval and daily prices tell the same story. Deterministic from seed and code.
 */
export class PriceHistory {
  constructor(
    private readonly seed: number,
    private readonly origin: number,
  ) {}

  /**
   * Price at `at` over price at the origin; 1 from the origin on.
   * @param at epoch milliseconds
   * @param volatility standard deviation of a day's relative change
   */
  ratio(code: string, volatility: number, at: number): Decimal {
    if (at >= this.origin || volatility === 0) return new Decimal(1);
    const seed = hashText(code) ^ this.seed;
    const exponent = noise(seed, volatility, at) - noise(seed, volatility, this.origin);
    return new Decimal(Math.exp(exponent).toFixed(10));
  }
}

function noise(seed: number, volatility: number, at: number): number {
  let total = 0;
  for (const [octave, wavelength] of wavelengths.entries()) {
    const position = at / wavelength;
    const step = Math.floor(position);
    const fraction = position - step;
    const smooth = fraction * fraction * (3 - 2 * fraction);
    const from = hashAt(seed + octave * 7919, step);
    const to = hashAt(seed + octave * 7919, step + 1);
    const amplitude = volatility * Math.sqrt(wavelength / DAY) * 0.7;
    total += amplitude * ((from + (to - from) * smooth) * 2 - 1);
  }
  return total;
}
