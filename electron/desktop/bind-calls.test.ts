import type { IpcMain, IpcMainEvent, WebContents, WebFrameMain } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bindCalls } from './bind-calls';
import type { Handlers } from '../../shared/contract/contract';
import { isAnswer } from '../../shared/channel/messages';
import { TO_MAIN } from '../../shared/contract/channels';
import { callNames, type CallName } from '../../shared/contract/contract';
import { fail, succeed } from '../../shared/base/failure';

type Listener = (event: IpcMainEvent, message: unknown) => void;

/** Takes what was answered to the message of a number. */
const waiting = new Map<number, (answer: unknown) => void>();
const send = (_channel: string, message: unknown): void => {
  if (!isAnswer(message)) return;
  const { id, ...answer } = message;
  waiting.get(id)?.(answer);
  waiting.delete(id);
};

const frame = (name: string): WebFrameMain => ({ name }) as WebFrameMain;
const contents = (mainFrame: WebFrameMain): WebContents =>
  ({ mainFrame, send, isDestroyed: () => false }) as Partial<WebContents> as WebContents;
const from = (sender: WebContents, senderFrame: WebFrameMain | null): IpcMainEvent =>
  ({ sender, senderFrame, reply: send }) as Partial<IpcMainEvent> as IpcMainEvent;

const mainFrame = frame('main');
const ourPage = contents(mainFrame);
const ours = from(ourPage, mainFrame);

const A_TARGET_SET = {
  id: 'set',
  name: 'Mine',
  scope: {},
  targets: [],
  everythingElse: 'left-alone',
  bandPoints: '2',
  excluded: [],
  maxCostPercent: '1',
};

const handled = vi.fn<(name: CallName, input: unknown) => unknown>();
const logged = vi.fn<(message: string, error?: unknown) => void>();
let listeners: Map<string, Listener>;
let page: WebContents | undefined;
let stop: () => Promise<void>;

beforeEach(() => {
  handled.mockReset().mockReturnValue(succeed('done'));
  logged.mockReset();
  listeners = new Map();
  page = ourPage;
  const ipcMain: Pick<IpcMain, 'on'> = {
    on(channel: string, listener: Listener) {
      listeners.set(channel, listener);
      return ipcMain as IpcMain;
    },
  };
  const handlers: unknown = Object.fromEntries(
    callNames.map((name) => [name, async (input: unknown) => handled(name, input)]),
  );
  const log = { info: () => undefined, warn: () => undefined, error: logged };
  stop = bindCalls(ipcMain, () => page, handlers as Handlers, log);
});

let lastId = 0;

async function answer(name: string, event: IpcMainEvent, ...input: unknown[]): Promise<unknown> {
  const listener = listeners.get(TO_MAIN);
  if (listener === undefined) throw new Error('nothing is listened to');
  const id = (lastId += 1);
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    listener(event, { id, call: name, argument: input[0] });
  });
}

describe('a bound call', () => {
  it('is answered for every name of the contract and for nothing else', async () => {
    expect([...listeners.keys()]).toEqual([TO_MAIN]);
    for (const name of callNames)
      expect(JSON.stringify(await answer(name, ours))).not.toContain('There is no call');
    for (const name of ['constructor', 'toString', 'openVenuePages'])
      expect(await answer(name, ours)).toMatchObject({
        failure: { code: 'invalid-input', message: `There is no call ${name}.` },
      });
  });

  it('is not answered where there is none: what is no message is passed over', () => {
    for (const message of [undefined, 'getSettings', { call: 'getSettings' }, { cancel: 7 }])
      listeners.get(TO_MAIN)?.(ours, message);
    expect(handled).not.toHaveBeenCalled();
  });

  it('passes its handler the input as parsed and answers what that answers', async () => {
    handled.mockReturnValue(succeed({ id: 'one' }));
    const input = { id: 'one', label: '  Trading  ' };
    expect(await answer('renameConnection', ours, input)).toEqual(succeed({ id: 'one' }));
    expect(handled.mock.calls).toEqual([['renameConnection', { id: 'one', label: 'Trading' }]]);
  });

  it('passes an expected failure on as it is', async () => {
    const failure = fail('secret-missing', 'There is no secret.', { hint: 'Enter it again.' });
    handled.mockReturnValue(failure);
    expect(await answer('testConnection', ours, { id: 'one' })).toEqual(failure);
    expect(logged).not.toHaveBeenCalled();
  });
});

describe('text that cannot be stored or seen', () => {
  it.each(['Bank\u0000', '\u202eBank', 'Ba\u200bnk', 'Bank\ud800', ' Bank\n'])(
    'is cleaned out of names: %j',
    async (label) => {
      await answer('renameConnection', ours, { id: 'one', label });
      expect(handled.mock.calls).toEqual([['renameConnection', { id: 'one', label: 'Bank' }]]);
    },
  );

  it('is no name where nothing else is left', async () => {
    expect(
      await answer('renameConnection', ours, { id: 'one', label: '\u0000\u200b' }),
    ).toMatchObject({
      failure: { code: 'invalid-input', message: 'label: Give the connection a name.' },
    });
  });

  it.each<[CallName, unknown]>([
    ['renameConnection', { id: 'one\u0000', label: 'a' }],
    ['decideToken', { asset: 'GEM\u0000@kraken', decision: 'accepted' }],
    ['setAssetOverride', { venue: 'kraken', code: 'GEM\u200b', asset: 'BTC' }],
    ['setPriceOverride', { asset: 'GEM\ud800', usd: '1' }],
    ['acceptPrice', { venue: 'kraken', code: '\u202eMEG' }],
    ['setVenueCap', { venue: 'constructor', percent: '10' }],
    ['setChainEndpoints', { venue: 'ethereum', urls: ['https://node.example/\u0000'] }],
    ['saveTargetSet', { ...A_TARGET_SET, id: 'set\u0000' }],
    ['saveTargetSet', { ...A_TARGET_SET, scope: { connections: ['one\ud800'] } }],
    ['openTradePage', { venue: 'kraken', symbol: 'BTC\u0000/USD' }],
  ])(
    'is refused in ids and codes, which would be others without it: %s %j',
    async (name, input) => {
      expect(await answer(name, ours, input)).toMatchObject({
        ok: false,
        failure: { code: 'invalid-input' },
      });
      expect(handled).not.toHaveBeenCalled();
    },
  );

  it('may be in a text that is only saved to a file', async () => {
    const text = 'asset,amount\r\nGEM\u0000,1\r\n';
    await answer('saveTextFile', ours, { suggestedName: 'a.csv', text });
    expect(handled).toHaveBeenCalledTimes(1);
  });
});

describe('stopped calls', () => {
  it('are refused from then on', async () => {
    await stop();
    expect(await answer('renameConnection', ours, { id: 'one', label: 'a' })).toMatchObject({
      ok: false,
      failure: { code: 'cancelled' },
    });
    expect(handled).not.toHaveBeenCalled();
  });

  it('are stopped once what the user changed has been answered, whatever only asks', async () => {
    let store: (result: unknown) => void = () => undefined;
    handled.mockImplementation((name) =>
      name === 'renameConnection'
        ? new Promise((resolve) => (store = resolve))
        : new Promise(() => undefined),
    );
    void answer('testConnection', ours, { id: 'one' });
    const renamed = answer('renameConnection', ours, { id: 'one', label: 'a' });
    let stopped = false;
    const stopping = stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    store(succeed(undefined));
    await stopping;
    expect(await renamed).toEqual(succeed(undefined));
  });
});

describe('a call from elsewhere', () => {
  it.each<[string, IpcMainEvent]>([
    ['the main frame of another page', from(contents(frame('main')), frame('main'))],
    ['a frame inside our page', from(ourPage, frame('advertisement'))],
    ['a frame that is gone', from(ourPage, null)],
    ['another page that shows our frame', from(contents(mainFrame), mainFrame)],
  ])('is refused: %s', async (_, event) => {
    for (const name of callNames)
      expect(await answer(name, event)).toMatchObject({ ok: false, failure: { code: 'refused' } });
    expect(handled).not.toHaveBeenCalled();
  });

  it('is refused when there is no window any more', async () => {
    page = undefined;
    expect(await answer('getSettings', ours)).toMatchObject({ failure: { code: 'refused' } });
    expect(handled).not.toHaveBeenCalled();
  });
});

describe('input that does not fit', () => {
  it.each<[string, CallName, unknown]>([
    ['none where some is needed', 'removeConnection', undefined],
    ['some where none is taken', 'startDemo', { folder: '/' }],
    ['an unknown field', 'removeConnection', { id: 'one', force: true }],
    ['another type', 'setConnectionEnabled', { id: 'one', enabled: 'yes' }],
    ['a name of blanks', 'renameConnection', { id: 'one', label: '   ' }],
    ['a path for a file name', 'saveTextFile', { suggestedName: '../../.profile', text: '' }],
    ['a field that this call does not set', 'updateSettings', { priceOverrides: [] }],
  ])('never reaches the handler: %s', async (_, name, input) => {
    expect(await answer(name, ours, input)).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input' },
    });
    expect(handled).not.toHaveBeenCalled();
  });

  it('is named without quoting it: it may be a secret', async () => {
    const told = await answer('testCredentials', ours, {
      venue: 'binance',
      credentials: { apiKey: 'key', secret: ['hush'] },
      acceptOldRuntime: false,
    });
    expect(JSON.stringify(told)).toContain('credentials.secret');
    expect(JSON.stringify(told)).not.toContain('hush');
  });
});

describe('a handler that throws', () => {
  it('is logged, and nothing of its message reaches the page', async () => {
    const error = new Error('signature=deadbeef in /home/me');
    handled.mockImplementation(() => {
      throw error;
    });
    const told = await answer('getSettings', ours);
    expect(told).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(JSON.stringify(told)).not.toMatch(/deadbeef|home/);
    expect(logged).toHaveBeenCalledWith('the call getSettings failed', error);
  });
});
