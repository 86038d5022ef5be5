import type { CcxtConstructor } from '../../ccxt/ccxt-exchange';

/**
 * A venue that does not tell its time: the machine's own is taken for it, instead of failing for want of
 * an answer. Its signatures carry no time that the venue checks.
 */
export function clockless({ default: Venue }: { readonly default: CcxtConstructor }): {
  readonly default: CcxtConstructor;
} {
  return {
    default: class extends Venue {
      override fetchTime(): Promise<unknown> {
        return Promise.resolve(undefined);
      }
    },
  };
}
