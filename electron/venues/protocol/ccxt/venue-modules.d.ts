/**
 * Files of ccxt's package, one per venue, that its `exports` hide; the bundler's alias finds them. What
 * is used of them is declared in `ccxt-exchange.ts`, which the venues' loaders are typed with.
 */
declare module '@venue/*';
