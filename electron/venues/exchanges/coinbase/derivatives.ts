import type { VenueBalance, VenuePosition } from '../../../engine/ports/exchanges';
import { asRow, countOf, textOf } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import type { CcxtConstructor } from '../../protocol/ccxt/ccxt-exchange';
import { walletsOf } from '../deribit/accounts';
import { deribitResult } from '../deribit/result';
import { positionsOf } from '../deribit/positions';
import type { VenueCalls } from '../definition/calls';

const API = 'gateway';
const HOST = 'https://drb.coinbase.com';
/** A token is exchanged anew so long before it ends. */
const BEFORE_END_MS = 60_000;

/**
 * Coinbase's derivatives outside the United States, which moved to a gateway of their own that speaks as
 * Deribit does. The key of the rest of Coinbase is exchanged for a token there.
 * https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/guides/derivatives/overview,
 * https://docs.cdp.coinbase.com/api-reference/account-management/private-get_account_summaries
 */
export class InternationalDerivatives {
  private token: { readonly until: number; readonly value: Promise<string> } | undefined;

  constructor(
    private readonly venue: VenueCalls,
    /** Tells its balances apart from those of other derivatives. */
    private readonly account: { readonly accountType: 'futures'; readonly subaccount?: string },
  ) {}

  /** Equity by currency. @throws VenueFailure */
  async balances(): Promise<VenueBalance[]> {
    const answer = await this.ask('gatewayPrivateGetPrivateGetAccountSummaries');
    return walletsOf(answer, this.venue, this.account);
  }

  /** @throws VenueFailure */
  async positions(): Promise<VenuePosition[]> {
    const params = { currency: 'any' };
    const answer = await this.ask('gatewayPrivateGetPrivateGetPositions', params);
    return positionsOf(answer, this.venue, this.account);
  }

  private async ask(method: string, params: Readonly<Record<string, string>> = {}) {
    const asked = this.accessToken();
    try {
      return await this.venue.call(method, { ...params, access_token: await asked.value });
    } catch (error) {
      const isRefused = error instanceof VenueFailure && error.code === 'authentication';
      if (isRefused && this.token?.value === asked.value) this.token = undefined;
      throw error;
    }
  }

  /** Exchanged once for all who ask meanwhile; a failure is not remembered. */
  private accessToken() {
    if (this.token !== undefined && this.venue.now() < this.token.until) return this.token;
    const value: Promise<string> = this.exchange().then(({ token, seconds }) => {
      if (this.token?.value === value)
        this.token = { value, until: this.venue.now() + seconds * 1000 - BEFORE_END_MS };
      return token;
    });
    const asked = { value, until: Number.POSITIVE_INFINITY };
    this.token = asked;
    value.catch(() => {
      if (this.token?.value === value) this.token = undefined;
    });
    return asked;
  }

  private async exchange(): Promise<{ readonly token: string; readonly seconds: number }> {
    const answer = deribitResult(await this.venue.call('gatewayPublicPostPublicAuth'));
    const result = asRow(answer, 'result');
    return { token: textOf(result, 'access_token'), seconds: countOf(result, 'expires_in') };
  }
}

/** The venue's class that reaches the gateway, too; ccxt knows nothing of it. */
export function reachingDerivatives(Venue: CcxtConstructor): CcxtConstructor {
  return class extends Venue {
    override describe(): { api?: unknown } {
      const description = super.describe();
      const urls = Reflect.get(description, 'urls') as { readonly api: object };
      return {
        ...description,
        urls: { ...urls, api: { ...urls.api, [API]: HOST } },
        api: {
          ...(description.api as object),
          [API]: {
            public: { post: { 'public/auth': 1 } },
            private: { get: { 'private/get_account_summaries': 1, 'private/get_positions': 1 } },
          },
        },
      } as { api?: unknown };
    }

    override sign(...request: unknown[]): unknown {
      const [path, api, method, params] = request;
      if (!Array.isArray(api) || api[0] !== API) return super.sign(...request);
      const base = `${String(Reflect.get(this.urls.api as object, API))}/api/v2/${String(path)}`;
      const json = { 'Content-Type': 'application/json' };
      if (method === 'POST')
        return { url: base, method, body: JSON.stringify(this.authentication()), headers: json };
      const { access_token, ...query } = params as Readonly<Record<string, string>>;
      const search = new URLSearchParams(query).toString();
      return {
        url: search === '' ? base : `${base}?${search}`,
        method,
        headers: { ...json, Authorization: `Bearer ${access_token ?? ''}` },
      };
    }

    /** https://docs.cdp.coinbase.com/api-reference/coinbase-deribit-app-api/rest-api/authentication/post-publicauth */
    private authentication(): object {
      const secret = String(Reflect.get(this, 'secret'));
      const isEdwards = !secret.startsWith('-----BEGIN');
      // A token of the key that is bound to no request, as those for sockets are.
      const sign = Reflect.get(this, 'createAuthToken') as (...args: unknown[]) => unknown;
      const token = sign.call(this, this.seconds(), undefined, undefined, isEdwards);
      const params = { grant_type: 'coinbase_cdp', token };
      return { jsonrpc: '2.0', id: 1, method: 'public/auth', params };
    }
  };
}
