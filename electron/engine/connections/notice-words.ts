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
