import type { KeyDefinition } from '../world/world-definition';

/** What a key may do. */
export function describeKey(account: number, key: KeyDefinition) {
  const permissions = ['read_only'];
  if (key.canTrade) permissions.push('trade');
  if (key.canWithdraw) permissions.push('withdraw');
  const uid = String(44_705_892_343_619 + account);
  return {
    acctLv: '2',
    acctStpMode: 'cancel_maker',
    autoLoan: false,
    ctIsoMode: 'automatic',
    enableSpotBorrow: false,
    greeksType: 'PA',
    ip: key.addresses.join(','),
    kycLv: '3',
    label: key.label,
    level: 'Lv1',
    levelTmp: '',
    liquidationGear: '-1',
    mainUid: uid,
    mgnIsoMode: 'automatic',
    opAuth: '1',
    perm: permissions.join(','),
    posMode: 'long_short_mode',
    roleType: '0',
    spotBorrowAutoRepay: false,
    spotOffsetType: '',
    spotRoleType: '0',
    spotTraderInsts: [],
    traderInsts: [],
    type: '0',
    uid,
  };
}

/** A coin with the network it moves on. */
export function describeCoin(ccy: string, name: string) {
  return {
    burningFeeRate: '',
    canDep: true,
    canInternal: true,
    canWd: true,
    ccy,
    chain: `${ccy}-${name}`,
    ctAddr: '',
    depQuotaFixed: '',
    fee: '0.001',
    logoLink: '',
    mainNet: true,
    maxFee: '0.002',
    maxWd: '100000',
    minDep: '0.0001',
    minDepArrivalConfirm: '1',
    minFee: '0.001',
    minInternal: '0.0001',
    minWd: '0.001',
    minWdUnlockConfirm: '2',
    name,
    needTag: false,
    usedWdQuota: '0',
    wdQuota: '10000000',
    wdTickSz: '8',
  };
}
