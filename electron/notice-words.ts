/** What notices say, in one place, as it is read. */

export function jumpWords(code: string, venueName: string): string {
  return `The price of ${code} at ${venueName} jumped more than fivefold. Its last price counts until the new one has held for five minutes in a liquid market, two other venues say the same, or you accept it in the details of the holding.`;
}

/** @param outcome whether other venues' median counts meanwhile, or nothing does */
export function contradictionWords(
  code: string,
  venueName: string,
  outcome: 'overruled' | 'disputed',
): string {
  const then =
    outcome === 'overruled'
      ? 'The median of other venues counts until they agree.'
      : 'It is in no total until they agree, or you set a price in Settings.';
  return `The price of ${code} at ${venueName} is far from the price elsewhere. ${then}`;
}

/** @param source where the venue says its own total */
export function crossCheckWords(label: string, source: string): string {
  return `${label}: the venue's own total (${source}) and the sum of what was read differ by more than 0.5 %. See Connections.`;
}

export function differenceWords(
  label: string,
  accountType: string,
  codes: readonly string[],
): string {
  return `${label}: the stream and a full reading of ${accountType} differed for ${codes.join(', ')}; the reading counts.`;
}

/** @param percent of the portfolio, and the user's cap, as they are written */
export function capWords(venueName: string, percent: string, capPercent: string): string {
  return `${venueName} holds ${percent} % of the portfolio, more than your cap of ${capPercent} %.`;
}
