/** @param percent of the portfolio, and the user's cap, as they are written */
export function capWords(venueName: string, percent: string, capPercent: string): string {
  return `${venueName} holds ${percent} % of the portfolio, more than your cap of ${capPercent} %.`;
}
