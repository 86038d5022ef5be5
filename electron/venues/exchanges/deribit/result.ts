import { asRow } from '../../reading/shape';

/** What a JSON-RPC answer carries. @throws VenueFailure `bad-response` for what is no such answer */
export function deribitResult(answer: unknown): unknown {
  return asRow(answer, 'answer')['result'];
}
