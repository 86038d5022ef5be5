import type { KeyDefinition } from '../world/world-definition';

/** What a key may do. */
export function describeKey(keyIndex: number, account: number, key: KeyDefinition) {
  const trading = (permission: string) => (key.canTrade ? [permission] : []);
  return {
    id: String(13_770_661 + keyIndex),
    note: key.label,
    apiKey: key.apiKey,
    readOnly: key.canTrade || key.canWithdraw ? 0 : 1,
    secret: '',
    permissions: {
      ContractTrade: key.canTrade ? ['Order', 'Position'] : [],
      Spot: trading('SpotTrade'),
      Wallet: key.canWithdraw ? ['AccountTransfer', 'SubMemberTransfer', 'Withdraw'] : [],
      Options: trading('OptionsTrade'),
      Derivatives: trading('DerivativesTrade'),
      CopyTrading: [],
      BlockTrade: [],
      Exchange: trading('ExchangeHistory'),
      NFT: [],
      Affiliate: [],
      Earn: ['Earn'],
    },
    ips: key.addresses.length > 0 ? key.addresses : ['*'],
    type: 1,
    deadlineDay: 83,
    expiredAt: '2027-05-15T03:21:05Z',
    createdAt: '2025-05-16T02:17:27Z',
    unified: 0,
    uta: 1,
    userID: 24_617_703 + account,
    inviterID: 0,
    vipLevel: 'No VIP',
    mktMakerLevel: '0',
    affiliateID: 0,
    rsaPublicKey: '',
    isMaster: true,
    parentUid: '0',
    kycLevel: 'LEVEL_DEFAULT',
    kycRegion: '',
  };
}

/** A coin with the network it moves on. */
export function describeCoin(name: string, coin: string) {
  return {
    name,
    coin,
    remainAmount: '10000000',
    chains: [
      {
        chainType: coin,
        confirmation: '12',
        withdrawFee: '0.001',
        depositMin: '0',
        withdrawMin: '0.002',
        chain: coin,
        chainDeposit: '1',
        chainWithdraw: '1',
        minAccuracy: '8',
        withdrawPercentageFee: '0',
        contractAddress: '',
      },
    ],
  };
}
