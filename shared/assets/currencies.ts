/**
 * National currencies in use: ISO 4217, list one as of 1 January 2026, without metals, units of account and
 * funds. https://www.six-group.com/en/products-services/financial-information/market-reference-data/data-standards.html
 * The one list of money: the registry, what prices lead over, and what totals can be shown in all take it.
 */
const LIST_ONE = `
AED UAE dirham|AFN Afghani|ALL Albanian lek|AMD Armenian dram|AOA Angolan kwanza|ARS Argentine peso
AUD Australian dollar|AWG Aruban florin|AZN Azerbaijan manat|BAM Convertible mark|BBD Barbados dollar
BDT Bangladeshi taka|BHD Bahraini dinar|BIF Burundi franc|BMD Bermudian dollar|BND Brunei dollar
BOB Bolivian boliviano|BRL Brazilian real|BSD Bahamian dollar|BTN Bhutanese ngultrum|BWP Botswana pula
BYN Belarusian ruble|BZD Belize dollar|CAD Canadian dollar|CDF Congolese franc|CHF Swiss franc
CLP Chilean peso|CNY Chinese yuan|COP Colombian peso|CRC Costa Rican colon|CUP Cuban peso
CVE Cabo Verde escudo|CZK Czech koruna|DJF Djibouti franc|DKK Danish krone|DOP Dominican peso
DZD Algerian dinar|EGP Egyptian pound|ERN Eritrean nakfa|ETB Ethiopian birr|EUR Euro|FJD Fiji dollar
FKP Falkland Islands pound|GBP Pound sterling|GEL Georgian lari|GHS Ghanaian cedi|GIP Gibraltar pound
GMD Gambian dalasi|GNF Guinean franc|GTQ Guatemalan quetzal|GYD Guyana dollar|HKD Hong Kong dollar
HNL Honduran lempira|HTG Haitian gourde|HUF Hungarian forint|IDR Indonesian rupiah|ILS Israeli shekel
INR Indian rupee|IQD Iraqi dinar|IRR Iranian rial|ISK Iceland krona|JMD Jamaican dollar
JOD Jordanian dinar|JPY Japanese yen|KES Kenyan shilling|KGS Kyrgyz som|KHR Cambodian riel
KMF Comorian franc|KPW North Korean won|KRW South Korean won|KWD Kuwaiti dinar|KYD Cayman Islands dollar
KZT Kazakhstani tenge|LAK Lao kip|LBP Lebanese pound|LKR Sri Lanka rupee|LRD Liberian dollar
LSL Lesotho loti|LYD Libyan dinar|MAD Moroccan dirham|MDL Moldovan leu|MGA Malagasy ariary
MKD Macedonian denar|MMK Myanmar kyat|MNT Mongolian tugrik|MOP Macao pataca|MRU Mauritanian ouguiya
MUR Mauritius rupee|MVR Maldivian rufiyaa|MWK Malawi kwacha|MXN Mexican peso|MYR Malaysian ringgit
MZN Mozambique metical|NAD Namibia dollar|NGN Nigerian naira|NIO Nicaraguan cordoba
NOK Norwegian krone|NPR Nepalese rupee|NZD New Zealand dollar|OMR Omani rial|PAB Panamanian balboa
PEN Peruvian sol|PGK Papua New Guinea kina|PHP Philippine peso|PKR Pakistan rupee|PLN Polish zloty
PYG Paraguayan guarani|QAR Qatari riyal|RON Romanian leu|RSD Serbian dinar|RUB Russian ruble
RWF Rwanda franc|SAR Saudi riyal|SBD Solomon Islands dollar|SCR Seychelles rupee|SDG Sudanese pound
SEK Swedish krona|SGD Singapore dollar|SHP Saint Helena pound|SLE Sierra Leonean leone
SOS Somali shilling|SRD Surinam dollar|SSP South Sudanese pound|STN São Tomé dobra|SVC Salvadoran colon
SYP Syrian pound|SZL Eswatini lilangeni|THB Thai baht|TJS Tajik somoni|TMT Turkmenistan manat
TND Tunisian dinar|TOP Tongan pa’anga|TRY Turkish lira|TTD Trinidad and Tobago dollar
TWD New Taiwan dollar|TZS Tanzanian shilling|UAH Ukrainian hryvnia|UGX Uganda shilling|USD US dollar
UYU Uruguayan peso|UZS Uzbekistan sum|VED Digital bolivar|VES Venezuelan bolivar|VND Vietnamese dong
VUV Vanuatu vatu|WST Samoan tala|XAF Central African CFA franc|XCD East Caribbean dollar
XCG Caribbean guilder|XOF West African CFA franc|XPF CFP franc|YER Yemeni rial|ZAR South African rand
ZMW Zambian kwacha|ZWG Zimbabwe gold`;

/** Name by code of every currency, the codes in their order. */
export const CURRENCIES: ReadonlyMap<string, string> = new Map(
  LIST_ONE.trim()
    .split(/[|\n]/)
    .map((entry) => [entry.slice(0, 3), entry.slice(4)]),
);

/** A known asset everywhere, so that the tugrik has no code here. */
const MANTLE = 'MNT';

/**
 * Currencies whose code is the ticker of a coin, too. At exchanges it means the coin, which is kept apart
 * per venue like any other that is not known, except where a venue is known to deal in the currency.
 */
export const ALSO_COINS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  (
    [
      ['ALL'],
      ['BAM'],
      ['BND'],
      // Build On BNB, at Bybit, Gate, KuCoin and MEXC.
      ['BOB'],
      ['BSD'],
      ['CRC'],
      ['CVE'],
      // Data Ownership Protocol.
      ['DOP'],
      // Eigenpie.
      ['EGP'],
      // Ethernity.
      ['ERN'],
      // Gelato.
      ['GEL'],
      ['GMD'],
      ['MAD'],
      [MANTLE],
      ['NIO'],
      // Pendulum.
      ['PEN'],
      // Ronin; Binance deals in the leu, and writes RONIN for the coin.
      ['RON', 'binance'],
      // Steem Dollars.
      ['SBD'],
      // Scroll.
      ['SCR'],
      // OpenDAO.
      ['SOS'],
      ['STN'],
      ['TMT'],
      // TOP Network.
      ['TOP'],
    ] as const
  ).map(([code, ...venues]) => [code, new Set<string>(venues)]),
);

/** Where people enter money that they have elsewhere: every currency means itself. */
const ENTERED_BY_HAND = 'manual';

/** Whether a venue's code of a currency may be another coin there. */
export function isAlsoCoin(code: string, venue: string): boolean {
  const venues = ALSO_COINS.get(code);
  return venues !== undefined && venue !== ENTERED_BY_HAND && !venues.has(venue);
}

/** National currencies that are none any more, and still found in old accounts. */
export const FORMER_CURRENCIES: ReadonlyMap<string, string> = new Map([
  // Gone into the euro at a fixed rate.
  ['BGN', 'Bulgarian lev'],
  ['HRK', 'Croatian kuna'],
]);

/** Currencies that much is traded in at venues all over the world, the dollar first. */
export const USUAL_CURRENCIES: readonly string[] = ['USD', 'EUR', 'GBP'];

/** Coins that people reckon in as they do in money. */
export const COIN_UNITS: readonly string[] = ['BTC', 'ETH'];

/** Signs that stand for one currency or coin alone, and the dollar's; others go by their code. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['USD', '$'],
  ['EUR', '€'],
  ['GBP', '£'],
  ['BTC', '₿'],
  ['ETH', 'Ξ'],
  ['BRL', 'R$'],
  ['INR', '₹'],
  ['KRW', '₩'],
  ['TRY', '₺'],
]);

/** The sign that an amount is written with, if there is one. */
export function symbolOf(currency: string): string | undefined {
  return SYMBOLS.get(currency);
}

/** Digits after the point where ISO 4217 has not two. */
const MINOR_DIGITS: ReadonlyMap<string, number> = new Map([
  ...[
    ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND'],
    ...['VUV', 'XAF', 'XOF', 'XPF'],
  ].map((code): [string, number] => [code, 0]),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code): [string, number] => [code, 3]),
  ...COIN_UNITS.map((code): [string, number] => [code, 8]),
]);

/** How many digits after the point amounts of a currency are written with; eight for coins. */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS.get(currency) ?? 2;
}

/** The usual ones of what values can be shown in. */
export const USUAL_QUOTE_CURRENCIES: readonly string[] = [...USUAL_CURRENCIES, ...COIN_UNITS];

/** What values can be shown in: every currency, where its code means nothing else, and some coins. */
export const QUOTE_CURRENCIES: readonly string[] = [
  ...USUAL_QUOTE_CURRENCIES,
  ...[...CURRENCIES.keys()].filter(
    (code) => code !== MANTLE && !USUAL_QUOTE_CURRENCIES.includes(code),
  ),
];
