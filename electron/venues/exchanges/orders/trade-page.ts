/** Makes the address of a pair's page out of codes that a stranger may have chosen. */
export function tradePage(address: (base: string, quote: string) => string) {
  return (base: string, quote: string): string =>
    address(encodeURIComponent(base), encodeURIComponent(quote));
}
