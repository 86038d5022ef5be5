import { customChainSchema, type CustomChain } from '../../../shared/chains/chain-records';
import { evmChainId, type Chain } from '../../../shared/chains/chain';

/** A chain as typed. */
export interface CustomChainDraft {
  readonly name: string;
  readonly chainId: string;
  readonly nativeCode: string;
  readonly url: string;
}

export type CustomChainErrors = Readonly<Partial<Record<keyof CustomChainDraft, string>>>;

export type CustomChainInput = Omit<CustomChain, 'id'>;

/** The chain, or what is wrong with each field. A chain that is known cannot be added once more. */
export function customChainFrom(
  draft: CustomChainDraft,
  known: readonly Chain[],
):
  | { readonly ok: true; readonly chain: CustomChainInput }
  | { readonly ok: false; readonly errors: CustomChainErrors } {
  const typedId = draft.chainId.trim();
  const isId = /^[1-9]\d{0,14}$/.test(typedId);
  const twin = known.find(
    (chain) => chain.family === 'evm' && isId && evmChainId(chain) === Number(typedId),
  );
  const parsed = customChainSchema.omit({ id: true }).safeParse({
    name: draft.name,
    chainId: isId ? Number(typedId) : 0,
    nativeCode: draft.nativeCode.trim().toUpperCase(),
    endpoints: [draft.url],
  });
  if (parsed.success && twin === undefined) return { ok: true, chain: parsed.data };
  const wordsOf = (field: string): string | undefined =>
    parsed.error?.issues.find((issue) => issue.path[0] === field)?.message;
  const chainId = !isId
    ? 'Give the chain’s number, such as 100.'
    : twin === undefined
      ? undefined
      : `This is ${twin.name}, which is there already.`;
  const errors = {
    name: wordsOf('name'),
    chainId,
    nativeCode: wordsOf('nativeCode'),
    url: wordsOf('endpoints'),
  };
  return {
    ok: false,
    errors: Object.fromEntries(
      Object.entries(errors).filter(([, words]) => words !== undefined),
    ) as CustomChainErrors,
  };
}
