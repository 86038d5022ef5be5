import type { CredentialField } from '../../../../shared/portfolio/venue';
import type { GenericVenue } from './venue';

const KEY: readonly CredentialField[] = ['apiKey', 'secret'];
const KEY_AND_PASSPHRASE: readonly CredentialField[] = ['apiKey', 'secret', 'password'];
const KEY_ALONE: readonly CredentialField[] = ['apiKey'];
const SECRET_ALONE: readonly CredentialField[] = ['secret'];

/** Parts of a venue that ccxt lists on their own: connected as well, their balances would count twice. */
export const PARTS_OF_ANOTHER: ReadonlySet<string> = new Set([
  'binancecoinm',
  'binanceusdm',
  'kucoinfutures',
]);

/** Venues that ccxt can read with such a key and the app cannot, and why. */
export const NOT_LISTED: Readonly<Record<string, string>> = {
  alpaca: 'its list of markets needs a key, and prices are asked for without one',
  apex: 'it tells the worth of its contracts in dollars, and no coins',
  mudrex: 'its list of markets needs a key, and prices are asked for without one',
};

/**
 * All other venues of ccxt whose balance can be read with a key, its secret and a passphrase, and which
 * have no readers of their own. The test beside compares the list with ccxt; each file becomes a chunk that
 * is loaded when the venue is first used. Nothing is streamed, so it is the class without streams, which
 * wants no more parts of a key than the app asks for.
 */
export const genericVenues: readonly GenericVenue[] = [
  ['backpack', 'Backpack', KEY, () => import('@venue/../backpack.js')],
  ['bequant', 'Bequant', KEY, () => import('@venue/../bequant.js')],
  ['bigone', 'BigONE', KEY, () => import('@venue/../bigone.js')],
  ['bingx', 'BingX', KEY, () => import('@venue/../bingx.js')],
  ['bit2c', 'Bit2C', KEY, () => import('@venue/../bit2c.js')],
  ['bitbank', 'bitbank', KEY, () => import('@venue/../bitbank.js')],
  ['bitbns', 'Bitbns', KEY, () => import('@venue/../bitbns.js')],
  ['bitflyer', 'bitFlyer', KEY, () => import('@venue/../bitflyer.js')],
  ['bithumb', 'Bithumb', KEY, () => import('@venue/../bithumb.js')],
  ['bitopro', 'BitoPro', KEY, () => import('@venue/../bitopro.js')],
  ['bitrue', 'Bitrue', KEY, () => import('@venue/../bitrue.js')],
  ['bitso', 'Bitso', KEY, () => import('@venue/../bitso.js')],
  ['bitstamp', 'Bitstamp', KEY, () => import('@venue/../bitstamp.js')],
  ['bitteam', 'BIT.TEAM', KEY, () => import('@venue/../bitteam.js')],
  ['bittrade', 'BitTrade', KEY, () => import('@venue/../bittrade.js')],
  ['bitvavo', 'Bitvavo', KEY, () => import('@venue/../bitvavo.js')],
  ['blockchaincom', 'Blockchain.com', SECRET_ALONE, () => import('@venue/../blockchaincom.js')],
  ['blofin', 'BloFin', KEY_AND_PASSPHRASE, () => import('@venue/../blofin.js')],
  ['btcbox', 'BtcBox', KEY, () => import('@venue/../btcbox.js')],
  ['btcmarkets', 'BTC Markets', KEY, () => import('@venue/../btcmarkets.js')],
  ['btcturk', 'BTCTurk', KEY, () => import('@venue/../btcturk.js')],
  ['btse', 'BTSE', KEY, () => import('@venue/../btse.js')],
  ['bullish', 'Bullish', KEY, () => import('@venue/../bullish.js')],
  ['bydfi', 'BYDFi', KEY, () => import('@venue/../bydfi.js')],
  ['cex', 'CEX.IO', KEY, () => import('@venue/../cex.js')],
  [
    'coinbaseexchange',
    'Coinbase Exchange',
    KEY_AND_PASSPHRASE,
    () => import('@venue/../coinbaseexchange.js'),
  ],
  [
    'coinbaseinternational',
    'Coinbase International',
    KEY_AND_PASSPHRASE,
    () => import('@venue/../coinbaseinternational.js'),
  ],
  ['coincheck', 'Coincheck', KEY, () => import('@venue/../coincheck.js')],
  ['coinex', 'CoinEx', KEY, () => import('@venue/../coinex.js')],
  ['coinone', 'CoinOne', KEY, () => import('@venue/../coinone.js')],
  ['coinsph', 'Coins.ph', KEY, () => import('@venue/../coinsph.js')],
  ['coinspot', 'CoinSpot', KEY, () => import('@venue/../coinspot.js')],
  ['deepcoin', 'DeepCoin', KEY_AND_PASSPHRASE, () => import('@venue/../deepcoin.js')],
  ['delta', 'Delta Exchange', KEY, () => import('@venue/../delta.js')],
  ['digifinex', 'DigiFinex', KEY, () => import('@venue/../digifinex.js')],
  ['fmfwio', 'FMFW.io', KEY, () => import('@venue/../fmfwio.js')],
  ['foxbit', 'Foxbit', KEY, () => import('@venue/../foxbit.js')],
  ['gemini', 'Gemini', KEY, () => import('@venue/../gemini.js')],
  ['hashkey', 'HashKey Global', KEY, () => import('@venue/../hashkey.js')],
  ['hitbtc', 'HitBTC', KEY, () => import('@venue/../hitbtc.js')],
  ['hollaex', 'HollaEx', KEY, () => import('@venue/../hollaex.js')],
  [
    'independentreserve',
    'Independent Reserve',
    KEY,
    () => import('@venue/../independentreserve.js'),
  ],
  ['indodax', 'INDODAX', KEY, () => import('@venue/../indodax.js')],
  ['latoken', 'Latoken', KEY, () => import('@venue/../latoken.js')],
  ['lbank', 'LBank', KEY, () => import('@venue/../lbank.js')],
  ['luno', 'Luno', KEY, () => import('@venue/../luno.js')],
  ['mercado', 'Mercado Bitcoin', KEY, () => import('@venue/../mercado.js')],
  ['onetrading', 'One Trading', KEY_ALONE, () => import('@venue/../onetrading.js')],
  ['p2b', 'p2b', KEY, () => import('@venue/../p2b.js')],
  ['paymium', 'Paymium', KEY, () => import('@venue/../paymium.js')],
  ['phemex', 'Phemex', KEY, () => import('@venue/../phemex.js')],
  ['poloniex', 'Poloniex', KEY, () => import('@venue/../poloniex.js')],
  ['tokocrypto', 'Tokocrypto', KEY, () => import('@venue/../tokocrypto.js')],
  ['toobit', 'Toobit', KEY, () => import('@venue/../toobit.js')],
  ['upbit', 'Upbit', KEY, () => import('@venue/../upbit.js')],
  ['weex', 'Weex', KEY_AND_PASSPHRASE, () => import('@venue/../weex.js')],
  ['whitebit', 'WhiteBit', KEY, () => import('@venue/../whitebit.js')],
  ['woo', 'WOO X', KEY, () => import('@venue/../woo.js')],
  ['xt', 'XT', KEY, () => import('@venue/../xt.js')],
  ['zaif', 'Zaif', KEY, () => import('@venue/../zaif.js')],
  ['zebpay', 'Zebpay', KEY, () => import('@venue/../zebpay.js')],
];
