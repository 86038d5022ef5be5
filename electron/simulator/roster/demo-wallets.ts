import { solanaAddress } from '../world/solana-address';
import type {
  BitcoinWalletDefinition,
  ManualAccountDefinition,
  SolanaWalletDefinition,
} from '../world/wallet-definition';

/**
 * The account of the words that everybody knows, so that nobody takes it for a wallet of their own:
 * https://github.com/bitcoin/bips/blob/master/bip-0084.mediawiki#test-vectors. A zpub has one kind of
 * addresses, so that one scan finds all. Its addresses are in the order of their number.
 */
const ACCOUNT =
  'zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs';
const RECEIVING = [
  'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
  'bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g',
  'bc1qp59yckz4ae5c4efgw2s5wfyvrz0ala7rgvuz8z',
  'bc1qgl5vlg0zdl7yvprgxj9fevsc6q6x5dmcyk3cn3',
  'bc1qm97vqzgj934vnaq9s53ynkyf9dgr05rargr04n',
  'bc1qnpzzqjzet8gd5gl8l6gzhuc4s9xv0djt0rlu7a',
] as const;
const CHANGE = [
  'bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el',
  'bc1qggnasd834t54yulsep6fta8lpjekv4zj6gv5rf',
] as const;

/** Coins on four addresses, one that was emptied, and a payment that no block has yet. */
export const demoBitcoinWallet: BitcoinWalletDefinition = {
  label: 'Cold storage',
  watchedBy: ACCOUNT,
  coins: [
    { address: RECEIVING[0], funded: '25000000', spent: '25000000' },
    { address: RECEIVING[1], funded: '31250000' },
    { address: RECEIVING[2], funded: '8042117' },
    { address: CHANGE[0], funded: '14991340' },
    { address: CHANGE[1], funded: '1180455' },
    { address: RECEIVING[3], incoming: '1250000' },
  ],
  receivesAt: [RECEIVING[4], RECEIVING[5]],
};

/** SOL, most of it staked, two listed tokens, and two that somebody sent to be clicked on. */
export const demoSolanaWallet: SolanaWalletDefinition = {
  label: 'Hot wallet',
  address: solanaAddress('the demo’s wallet'),
  lamports: '14382054310',
  stakes: ['52002282880'],
  tokens: [
    {
      mint: 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', // USDC
      units: '2140350000',
      decimals: 6,
    },
    {
      mint: 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN', // JUP
      units: '3800000000',
      decimals: 6,
    },
    {
      mint: solanaAddress('a token that pretends'),
      units: '5000000000',
      decimals: 6,
      calls: { symbol: 'USDC', name: 'USD Coin' },
    },
    {
      mint: solanaAddress('a token that advertises'),
      units: '777777',
      decimals: 0,
      calls: { symbol: 'CLAIM', name: 'Claim 5 SOL at example.com' },
    },
  ],
};

/** Cash, which no venue knows of. */
export const demoManualAccounts: readonly ManualAccountDefinition[] = [
  {
    label: 'Bank',
    holdings: [
      { code: 'EUR', amount: '8420.55' },
      { code: 'USD', amount: '3150' },
    ],
  },
];
