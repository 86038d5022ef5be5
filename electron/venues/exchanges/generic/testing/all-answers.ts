import lists from './market-lists.json';
import type { Answers, VenueAnswers } from './venue-answers';
import { answersAToB } from './venue-answers-a-b';
import { answersBToC } from './venue-answers-b-c';
import { answersDToM } from './venue-answers-d-m';
import { answersOToZ } from './venue-answers-o-z';

/** What each venue answers about a key, by the venue. */
export const venueAnswers: Readonly<Record<string, VenueAnswers>> = {
  ...answersAToB,
  ...answersBToC,
  ...answersDToM,
  ...answersOToZ,
};

/** Lists of markets as the venues' documentation shows them: the answers to all that loading them asks. */
export const marketLists: Readonly<Record<string, Answers>> = lists;

/** What the venue answers to whom it does not know, by the path alone: `GET /v1/markets`, as JSON. */
export function answersWithoutHosts(id: string): Record<string, string> {
  return withoutHosts(marketLists[id] ?? {});
}

export function withoutHosts(answers: Answers): Record<string, string> {
  const named = Object.entries(answers).map(([name, answer]) => {
    const [method = '', address = ''] = name.split(' ');
    return [`${method} ${address.slice(address.indexOf('/'))}`, JSON.stringify(answer)];
  });
  return Object.fromEntries(named) as Record<string, string>;
}
