import type { Routes, VenueContext } from '../plumbing/venue';
import { Refusal, type VenueRequest } from '../plumbing/wire';
import type { Account } from '../world/world-definition';
import { ALPHANUMERIC, hashText, randomText, seededRandom } from '../world/random';
import { binanceError, requireKey } from './auth';

const HOUR = 3_600_000;

/** Host of the WebSocket API. */
export const API_HOST = 'ws-api.binance.com';

export interface Grant {
  readonly keyIndex: number;
  /** The only host at which it opens anything. */
  readonly host: string;
  /** Accounts whose events it opens, by their name or the start of it. */
  readonly accounts: readonly string[];
  expires: number;
}

/** Listen keys (futures) and listen tokens (margin) that were given out, and what each one opens. */
export class ListenKeys {
  private readonly grants = new Map<string, Grant>();

  constructor(private readonly context: VenueContext) {}

  /** One key a user and exchange at a time: asking again prolongs it, as the venue does. */
  issue(keyIndex: number, accounts: readonly string[], lifetime: number, host: string): string {
    const random = seededRandom(hashText(`listen key ${keyIndex} ${accounts.join()}`));
    const text = randomText(random, 64, ALPHANUMERIC);
    this.grants.set(text, { keyIndex, accounts, host, expires: this.context.now() + lifetime });
    return text;
  }

  find(text: string): Grant | undefined {
    const grant = this.grants.get(text);
    return grant && grant.expires > this.context.now() ? grant : undefined;
  }

  revoke(keyIndex: number, accounts: readonly string[]): void {
    for (const [text, grant] of this.grants)
      if (grant.keyIndex === keyIndex && grant.accounts.join() === accounts.join())
        this.grants.delete(text);
  }
}

/** Endpoints that hand out listen keys and tokens; they ask for the API key alone. */
export function listenKeyRoutes(context: VenueContext, listenKeys: ListenKeys): Routes {
  const keyOf = (request: VenueRequest) => requireKey(context, request.headers['x-mbx-apikey']);
  const futures = (prefix: string, account: Account, host: string): Routes => {
    const issue = (request: VenueRequest) => ({
      listenKey: listenKeys.issue(keyOf(request), [account], HOUR, host),
    });
    return {
      [`POST ${prefix}/listenKey`]: issue,
      [`PUT ${prefix}/listenKey`]: issue,
      [`DELETE ${prefix}/listenKey`]: (request) => {
        listenKeys.revoke(keyOf(request), [account]);
        return {};
      },
    };
  };
  return {
    ...futures('/fapi/v1', 'linear-futures', 'fstream.binance.com'),
    ...futures('/dapi/v1', 'inverse-futures', 'dstream.binance.com'),
    'POST /sapi/v1/userListenToken': (request) => {
      const keyIndex = keyOf(request);
      const isolated = request.params.get('isIsolated') === 'true';
      const symbol = request.params.get('symbol');
      if (isolated && symbol === null)
        throw new Refusal(
          binanceError(
            400,
            -1102,
            "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
          ),
        );
      const account = isolated ? `isolated:${symbol ?? ''}` : 'cross-margin';
      const token = listenKeys.issue(keyIndex, [account], 24 * HOUR, API_HOST);
      return { token, expirationTime: context.now() + 24 * HOUR };
    },
    // Spot listen keys were retired; the WebSocket API took their place.
    'POST /api/v3/userDataStream': () => {
      throw new Refusal(binanceError(410, -1000, 'This endpoint has been retired.'));
    },
  };
}
