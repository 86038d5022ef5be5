import type { Reach, TokenReach } from '../../../shared/portfolio/reach';
import { ALL_TOKEN_DAYS } from '../../../shared/chains/wallet-search';
import { dateTimeText } from '../../components/time';

/** How far a wallet was looked through, and what would not be found beyond. */
export function reachWords(reach: Reach): string {
  if (reach.kind === 'tokens') return tokenWords(reach);
  const { gapLimit, looked } = reach;
  return (
    `${looked} addresses. The search ends after ${gapLimit} unused ` +
    `${gapLimit === 1 ? 'one' : 'ones in a row'}: coins behind a longer gap are not found.`
  );
}

function tokenWords({ days, fromBlock, toBlock, since, mostFound, state }: TokenReach): string {
  const most =
    mostFound === undefined ? '' : ` More than ${mostFound} were found; the others are left out.`;
  const wanted =
    days >= ALL_TOKEN_DAYS ? 'of all time' : `of ${days} ${days === 1 ? 'day' : 'days'}`;
  if (fromBlock === undefined || toBlock === undefined)
    return state === 'refused'
      ? 'This server does not tell who was sent tokens, so none that is on no list is found. Choose another server.'
      : `Tokens on no list are looked for in transfers ${wanted}.`;
  const start =
    since === undefined
      ? `block ${number(fromBlock)}`
      : `${dateTimeText(since)} (block ${number(fromBlock)})`;
  const looked = fromBlock === 0 ? 'since the chain began' : `since ${start}`;
  switch (state) {
    case 'done':
      return `Tokens on no list that were received ${looked} are found${fromBlock === 0 ? '' : ', older ones are not'}.${most}`;
    case 'looking':
      return `Tokens on no list are being looked for in transfers ${wanted}: by now those ${looked}, up to block ${number(toBlock)}.${most}`;
    case 'refused':
      return `Tokens on no list that were received ${looked} are found. This server tells of no others; choose another one to look further.${most}`;
  }
}

function number(block: number): string {
  return block.toLocaleString('en-US');
}
