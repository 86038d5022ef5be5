import { expect, it } from 'vitest';
import { unknownCalls } from './venue-calls.mjs';

const requests = [
  'GET /api/v4/futures/{settle}/accounts',
  'POST /info',
  'GET /v1/accounts/{id}/balance',
];

it.each([
  '`GET /futures/usdt/accounts` (all below `/api/v4`)',
  '`POST /info` `userFees`',
  '`GET …/{id}/balance` of `spot`',
  '`GET /v1/accounts/{id}/balance?type=a`, `…/other`',
  '`GET example.com/v1/accounts/7/balance`',
  'a GET of nothing',
])('knows what can be sent: %s', (text) => {
  expect(unknownCalls(text, requests)).toEqual([]);
});

it.each([
  ['`GET /futures/usdt/positions`', 'GET /futures/usdt/positions'],
  ['`GET /info`', 'GET /info'],
  ['`POST /v1/more/than/that/info`', 'POST /v1/more/than/that/info'],
  ['`GET …/balances`', 'GET …/balances'],
])('names what cannot: %s', (text, call) => {
  expect(unknownCalls(text, requests)).toEqual([call]);
});
