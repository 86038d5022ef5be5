import type { CoinIcons } from './coin-icon-set';

// Picked by hand: the set is older than many of today's coins, and some of its files belong to coins
// whose ticker another has since taken.
const files: Readonly<Record<string, string>> = import.meta.glob<string>(
  '../../node_modules/cryptocurrency-icons/svg/color/{1inch,aave,ada,algo,ankr,ape,atom,avax,bal,bat,bch,bnb,bsv,btc,chz,comp,crv,dai,dash,dcr,doge,dot,enj,eos,etc,eth,eur,fil,flux,gbp,gno,grt,gusd,icp,icx,iost,iotx,jpy,kcs,knc,ksm,leo,link,lpt,lrc,lsk,ltc,mana,matic,miota,mkr,nano,neo,nexo,nmr,one,ont,paxg,powr,qnt,qtum,ray,rlc,rvn,sand,sc,skl,snx,sol,storj,stx,sushi,theta,trx,tusd,uma,uni,usd,usdc,usdt,vet,wbtc,waves,xlm,xmr,xrp,xtz,yfi,zec,zen,zil,zrx}.svg',
  { eager: true, query: '?url&no-inline', import: 'default' },
);

export const coinIconFiles: CoinIcons = new Map(
  Object.entries(files).map(([path, url]) => [
    path.slice(path.lastIndexOf('/') + 1, -'.svg'.length),
    url,
  ]),
);
