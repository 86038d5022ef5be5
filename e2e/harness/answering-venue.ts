import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A body to answer with, or a body with the status that goes with it. */
export type CannedAnswer = string | { readonly status: number; readonly body: string };

export interface AnsweringVenue {
  /** What the app is given as the venue's endpoint. */
  readonly url: string;
  /** `GET /api/v3/account`, in the order in which they came. */
  readonly requests: readonly string[];
  /** Changes what a call is answered from now on. */
  answer(call: string, answer: CannedAnswer): void;
  stop(): Promise<void>;
}

/**
 * A venue on loopback that answers each call with the same text and looks at no signature: for venues
 * that are not simulated, with answers written after their documentation. The path of a request is
 * `/<real host>/<real path>`, as the app calls every venue that stands on this machine.
 */
export async function startAnsweringVenue(
  answers: Readonly<Record<string, CannedAnswer>>,
): Promise<AnsweringVenue> {
  const known = new Map(Object.entries(answers));
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    const call = `${request.method ?? 'GET'} ${pathname.replace(/^\/[^/]+/, '')}`;
    requests.push(call);
    const answer = known.get(call) ?? { status: 404, body: `{"message":"no ${call}"}` };
    const { status, body } = typeof answer === 'string' ? { status: 200, body: answer } : answer;
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (call, answer) => void known.set(call, answer),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
