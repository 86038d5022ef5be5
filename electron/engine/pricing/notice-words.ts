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
