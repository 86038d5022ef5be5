import { encodeFunctionData, parseAbi, size, slice, type Hex } from 'viem';
import type { AssetId } from '../../../../shared/assets/asset';
import { toPrice, type Decimal } from '../../../../shared/base/decimal';
import type { VenueId } from '../../../../shared/base/ids';
import type { CallOutcome, ContractCall } from './calls';
import { inWhole, type Token } from './tokens';

const ABI = parseAbi([
  'function stEthPerToken() view returns (uint256)',
  'function getExchangeRate() view returns (uint256)',
  'function exchangeRate() view returns (uint256)',
  'function getRate() view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function getPooledAvaxByShares(uint256 shares) view returns (uint256)',
]);

/** All of them count one whole token, and what it gives, with eighteen decimals. */
const DECIMALS = 18;
const ONE_TOKEN = 10n ** 18n;

const vault = encodeFunctionData({
  abi: ABI,
  functionName: 'convertToAssets',
  args: [ONE_TOKEN],
});
const exchangeRate = encodeFunctionData({ abi: ABI, functionName: 'exchangeRate' });

interface Question {
  readonly code: AssetId;
  /** What the token is exchanged for by its protocol. */
  readonly to: AssetId;
  readonly data: Hex;
}

/**
 * What staked variants can be asked on the chain where their protocol is; what was bridged from there knows no
 * rate.
 * - https://docs.lido.fi/contracts/wsteth, https://docs.rocketpool.net, https://docs.ether.fi
 * - cbETH and wBETH: their contracts' `exchangeRate`
 * - sUSDe, sUSDS, sDAI: vaults by https://eips.ethereum.org/EIPS/eip-4626
 * - https://docs.benqi.fi (sAVAX)
 */
const QUESTIONS: Readonly<Record<VenueId, readonly Question[]>> = {
  ethereum: [
    {
      code: 'WSTETH',
      to: 'STETH',
      data: encodeFunctionData({ abi: ABI, functionName: 'stEthPerToken' }),
    },
    {
      code: 'RETH',
      to: 'ETH',
      data: encodeFunctionData({ abi: ABI, functionName: 'getExchangeRate' }),
    },
    { code: 'CBETH', to: 'ETH', data: exchangeRate },
    { code: 'WBETH', to: 'ETH', data: exchangeRate },
    { code: 'WEETH', to: 'ETH', data: encodeFunctionData({ abi: ABI, functionName: 'getRate' }) },
    { code: 'SUSDE', to: 'USDE', data: vault },
    { code: 'SUSDS', to: 'USDS', data: vault },
    { code: 'SDAI', to: 'DAI', data: vault },
  ],
  bsc: [{ code: 'WBETH', to: 'ETH', data: exchangeRate }],
  avalanche: [
    {
      code: 'SAVAX',
      to: 'AVAX',
      data: encodeFunctionData({
        abi: ABI,
        functionName: 'getPooledAvaxByShares',
        args: [ONE_TOKEN],
      }),
    },
  ],
};

/** A question about a token of a chain, for {@link rateIn}; none where its contract knows no rate. */
export function rateCall(
  chain: VenueId,
  { code, contract }: Pick<Token, 'code' | 'contract'>,
): { readonly to: AssetId; readonly call: ContractCall } | undefined {
  const question = QUESTIONS[chain]?.find((one) => one.code === code);
  return question && { to: question.to, call: { target: contract, data: question.data } };
}

/** Units of the other asset for one token; `undefined` if that was no answer: there is no rate then. */
export function rateIn(outcome: CallOutcome): Decimal | undefined {
  if (outcome === undefined || size(outcome) !== 32) return undefined;
  return toPrice(inWhole(BigInt(slice(outcome, 0, 32)), DECIMALS));
}
